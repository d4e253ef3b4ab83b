package io.signalbox.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.signalbox.kubernetes.testing.CrdSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading a resource into the records and writing it again loses nothing that the schema has. */
final class RoundTripTest {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "semanticrouters", SemanticRouter.class,
          "intelligentpools", IntelligentPool.class,
          "intelligentroutes", IntelligentRoute.class);

  private final KubernetesSerialization serialization = new KubernetesSerialization();

  @ParameterizedTest
  @CsvSource({"router,semanticrouters", "pool,intelligentpools", "route,intelligentroutes"})
  void manifestComesBackAsItWas(String file, String plural) throws IOException {
    var manifest = manifest(file);
    assertThat(CrdSchema.ours(plural).violations(manifest)).isEmpty();
    assertThat(CrdSchema.ours(plural).unknownFields(manifest)).isEmpty();
    assertRoundTrip(manifest, plural);
  }

  @ParameterizedTest
  @ValueSource(strings = {"semanticrouters", "intelligentpools", "intelligentroutes"})
  void everyFieldOfTheSchemaComesBack(String plural) {
    var filled = CrdSchema.ours(plural).example();
    assertThat(CrdSchema.ours(plural).unknownFields(filled)).isEmpty();
    assertRoundTrip(filled, plural);
  }

  @Test
  void fieldOfANewerVersionDoesNotStopTheReader() {
    var yaml =
        """
        apiVersion: vllm.ai/v1alpha1
        kind: IntelligentPool
        spec: {defaultModel: a, models: [{name: a, future: {x: 1}}], later: true}
        """;
    var pool = serialization.unmarshal(yaml, IntelligentPool.class);
    assertThat(pool.getSpec().models()).isEqualTo(List.of(new PoolModel("a", null, null, null)));
  }

  private void assertRoundTrip(Map<String, Object> manifest, String plural) {
    var resource = serialization.convertValue(manifest, TYPES.get(plural));
    var written = serialization.convertValue(resource, JsonNode.class);
    var expected = serialization.convertValue(manifest, JsonNode.class);
    assertThat(leaves(written.get("spec"))).isEqualTo(leaves(expected.get("spec")));
    if (expected.has("status")) {
      assertThat(leaves(written.get("status"))).isEqualTo(leaves(expected.get("status")));
    }
  }

  /** The values of a tree by their paths, so that a difference is easy to see. */
  private static Map<String, String> leaves(JsonNode tree) {
    var leaves = new TreeMap<String, String>();
    leaves(tree, "", leaves);
    return leaves;
  }

  private static void leaves(JsonNode node, String path, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(field -> leaves(field.getValue(), path + "." + field.getKey(), leaves));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(node.get(i), path + "[" + i + "]", leaves);
      }
    } else {
      leaves.put(path, node.getNodeType() + " " + node);
    }
  }

  @SuppressWarnings("unchecked") // a manifest is an object
  private Map<String, Object> manifest(String name) throws IOException {
    try (var stream = RoundTripTest.class.getResourceAsStream("manifests/" + name + ".yaml")) {
      var text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return serialization.unmarshal(text, Map.class);
    }
  }
}
