package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.Models;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The router's documents in files of values are such that a router takes them. */
final class DeployedConfigTest {
  private static final String DEMO = "agentgateway/values.yaml";

  @ParameterizedTest
  @ValueSource(
      strings = {
        DEMO,
        "examples/cost-based/values.yaml",
        "examples/semantic-cache/values.yaml",
      })
  void routerTakesTheDocumentWithoutAWarning(String values) {
    assertThat(problems(config(values))).isEmpty();
  }

  /** The models and routes of this one come from the cluster. */
  @Test
  void routerOfATierTakesItsDocument() {
    assertThat(problems(config("examples/tier-aware/values.yaml")))
        .filteredOn(problem -> !problem.path().equals("global.router.config_source"))
        .filteredOn(Problem::isError)
        .isEmpty();
  }

  @Test
  void valuesHoldTheDemoButForTheAddresses() {
    var demo =
        Manifests.documents(Manifests.ROOT.resolveSibling("examples/agentgateway-demo.yaml"));
    var text =
        text(demo.getFirst())
            .replace("127.0.0.1:8000", "vllm-llama3-8b-instruct.default.svc.cluster.local:8000");
    var listeners = Objects.requireNonNull(demo.getFirst().get("listeners"));

    var expected = text.replace(text(Map.of("listeners", listeners)), "listeners: []\n");

    assertThat(text(config(DEMO))).isEqualTo(expected);
  }

  private static Object config(String values) {
    var file = Manifests.ROOT.resolve(values);
    return Objects.requireNonNull(Manifests.documents(file).getFirst().get("config"), values);
  }

  private static List<Problem> problems(Object config) {
    var loaded = ConfigLoader.load("values.yaml", text(config), Map.of(), false);
    var ports = Models.checking(_ -> {});
    return new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, false)
        .compile(loaded)
        .problems();
  }

  private static String text(Object document) {
    var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(document);
  }
}
