package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Specs made at random from the schema that the API server checks them by. */
final class RandomSpec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "a",
          "math",
          "small",
          "general",
          "true",
          "0123",
          "1e5",
          "null",
          "",
          " ",
          "${HOME}",
          "$$",
          "$x",
          "a\nb",
          "\n",
          " # not a comment",
          "- x: y",
          "é€😀",
          "\u0000\u0007\u0085\u2028",
          "\ud800",
          "{{ .Values }}",
          "%YAML 1.2",
          "---",
          "...",
          "'",
          "\"",
          "\\",
          "*a",
          "&a",
          "!t",
          "redis",
          "http://u:p@h/",
          "config/tools_db.json",
          "0.5",
          "1.0",
          "keyword",
          "domain");

  private final RandomGenerator random;
  private final JsonNode schema;

  RandomSpec(RandomGenerator random) {
    this.random = random;
    this.schema = schema();
  }

  /** The properties of the spec that a document is made of. */
  ObjectNode next() {
    var spec = JSON.objectNode();
    for (var key : List.of("config", "toolsDb", "vllmEndpoints", "env", "args")) {
      if (random.nextInt(4) > 0) {
        spec.set(key, value(schema.path("properties").path(key), key, 0));
      }
    }
    return spec;
  }

  private JsonNode value(JsonNode shape, String key, int depth) {
    var choices = shape.path("enum");
    if (!choices.isEmpty()) {
      return choices.get(random.nextInt(choices.size()));
    }
    if (key.equals("routing")) {
      return routing();
    }
    if (shape.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return mapping(depth);
    }
    return switch (shape.path("type").asText()) {
      case "object" -> object(shape, depth);
      case "array" -> {
        var list = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(shape.path("items"), "", depth + 1));
        }
        yield list;
      }
      case "integer" -> JSON.numberNode(random.nextInt(5) == 0 ? random.nextInt() : number());
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      default ->
          shape.has("pattern")
              ? JSON.textNode(List.of("0", "0.5", "1.0", "0.85").get(random.nextInt(4)))
              : JSON.textNode(text());
    };
  }

  private int number() {
    return 1 + random.nextInt(40);
  }

  private ObjectNode object(JsonNode shape, int depth) {
    var object = JSON.objectNode();
    var required = new ArrayList<String>();
    shape.path("required").forEach(one -> required.add(one.asText()));
    shape
        .path("properties")
        .properties()
        .forEach(property -> {
          if (required.contains(property.getKey()) || random.nextInt(3) == 0) {
            object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
          }
        });
    if (shape.path("additionalProperties").isObject()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        object.set(text(), value(shape.path("additionalProperties"), "", depth + 1));
      }
    }
    return object;
  }

  private ObjectNode routing() {
    var routing = JSON.objectNode();
    var keys = List.of("modelCards", "signals", "projections", "decisions", "strategy", "x");
    for (var key : keys) {
      if (random.nextInt(3) == 0) {
        routing.set(key, random.nextInt(3) == 0 ? free(0) : likely(key));
      }
    }
    return routing;
  }

  private JsonNode likely(String key) {
    return switch (key) {
      case "modelCards" -> JSON.arrayNode().add(JSON.objectNode().put("name", text()));
      case "signals" -> {
        var signals = JSON.objectNode();
        var keyword = signals.putArray("keywords").addObject().put("name", text());
        keyword.put("operator", "OR").putArray("keywords").add(text()).add(text());
        yield signals;
      }
      case "decisions" -> {
        var decisions = JSON.arrayNode();
        var decision = decisions.addObject().put("name", text());
        decision.putObject("rules").put("type", "keyword").put("name", text());
        var plugin = decision.putArray("plugins").addObject().put("type", "system_prompt");
        plugin.set("configuration", free(0));
        yield decisions;
      }
      default -> free(0);
    };
  }

  private JsonNode free(int depth) {
    if (depth > 4) {
      return JSON.textNode(text());
    }
    return switch (random.nextInt(8)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.numberNode(random.nextDouble() * 1e12);
      case 2 -> JSON.booleanNode(random.nextBoolean());
      case 3, 4 -> mapping(depth);
      case 5 -> {
        var list = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(free(depth + 1));
        }
        yield list;
      }
      default -> JSON.textNode(text());
    };
  }

  private ObjectNode mapping(int depth) {
    var mapping = JSON.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      mapping.set(random.nextInt(4) == 0 ? "password_secret_ref" : text(), free(depth + 1));
    }
    return mapping;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static JsonNode schema() {
    var name = "/io/signalbox/kubernetes/crds/semanticrouters.vllm.ai.yaml";
    try (var stream = RandomSpec.class.getResourceAsStream(name)) {
      var text =
          new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
      var crd = new KubernetesSerialization().unmarshal(text, JsonNode.class);
      return crd.path("spec")
          .path("versions")
          .path(0)
          .path("schema")
          .path("openAPIV3Schema")
          .path("properties")
          .path("spec");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
