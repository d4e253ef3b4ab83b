package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.signalbox.kubernetes.resource.SemanticRouterSpec;

/** Parts of a resource as JSON, as they stood in its manifest. */
final class SpecJson {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private SpecJson() {}

  /** {@code spec.config}; empty when there is none. */
  static ObjectNode config(SemanticRouterSpec spec) {
    var config = spec.config();
    return config == null
        ? JsonNodeFactory.instance.objectNode()
        : JSON.convertValue(config, ObjectNode.class);
  }

  /** {@code spec.toolsDb}; an empty list when there is none. */
  static JsonNode toolsDb(SemanticRouterSpec spec) {
    var tools = spec.toolsDb();
    return tools == null
        ? JsonNodeFactory.instance.arrayNode()
        : JSON.convertValue(tools, JsonNode.class);
  }
}
