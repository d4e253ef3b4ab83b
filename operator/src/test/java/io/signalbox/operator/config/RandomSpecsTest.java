package io.signalbox.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.Resources;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.backend.ResolvedBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws that hold for every spec that the schema lets through. */
final class RandomSpecsTest {
  private static final int SPECS = 300;

  private final KubernetesSerialization json = new KubernetesSerialization();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void aSpecGivesADocumentThatLoadsOrProblemsThatNameAPlace() {
    var specs = new RandomSpec(random);
    int good = 0;
    for (int i = 0; i < SPECS; i++) {
      var spec = specs.next();
      var router = router(spec);
      var resolution = resolution(router);
      var shown = "seed %d, spec %d: %s".formatted(seed, i, Resources.json(spec));
      var document = RouterDocument.build(router, resolution);
      assertThat(RouterDocument.build(router(spec), resolution)).as(shown).isEqualTo(document);
      assertThat(document.problems())
          .as(shown)
          .allMatch(text -> text.startsWith("spec.") || text.startsWith("config.yaml"));
      assertThat(document.restartHash().isEmpty())
          .as(shown)
          .isEqualTo(!document.problems().isEmpty());
      if (document.problems().isEmpty()) {
        good++;
        boolean lenient = Resources.json(spec).contains("--lenient");
        var loaded = ConfigLoader.load("config.yaml", document.yaml(), Map.of(), lenient);
        assertThat(loaded.document()).as(shown).isNotNull();
      }
    }
    assertThat(good).as("of %d specs, seed %d", SPECS, seed).isBetween(SPECS / 20, SPECS);
  }

  private SemanticRouter router(ObjectNode spec) {
    var router = spec.objectNode();
    router.put("apiVersion", "vllm.ai/v1alpha1").put("kind", "SemanticRouter");
    router.putObject("metadata").put("name", "sr").put("namespace", "ns");
    router.set("spec", spec);
    return json.unmarshal(json.asJson(router), SemanticRouter.class);
  }

  /** Some of the endpoints with an address. */
  private Resolution resolution(SemanticRouter router) {
    var endpoints = router.getSpec().vllmEndpoints();
    var backends = new ArrayList<ResolvedBackend>();
    for (int i = 0; endpoints != null && i < endpoints.size(); i++) {
      var endpoint = endpoints.get(i);
      if (random.nextBoolean()) {
        backends.add(
            new ResolvedBackend(
                endpoint.name(), endpoint.model(), null, List.of(), "h", 80, false, 1));
      }
    }
    return new Resolution(backends, List.of());
  }
}
