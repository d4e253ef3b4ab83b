package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON trees as the stand-in keeps them. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private Json() {}

  /** Reads an object written as JSON or YAML. */
  static ObjectNode read(String text) {
    try {
      var mapper = text.stripLeading().startsWith("{") ? MAPPER : YAML;
      if (mapper.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new ApiFailure(400, "BadRequest", "the body cannot be read: " + e.getOriginalMessage());
    }
    throw ApiFailure.badRequest("the body is not an object");
  }

  static Map<String, Object> map(JsonNode node) {
    return MAPPER.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  static ObjectNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  static String text(JsonNode node) {
    return node.toString();
  }

  /** The texts of an array, or none. */
  static List<String> texts(@Nullable JsonNode array) {
    var texts = new ArrayList<String>();
    if (array != null) {
      array.forEach(item -> texts.add(item.asText()));
    }
    return texts;
  }

  /** The object below a name, made when it is not there. */
  static ObjectNode object(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode found ? found : parent.putObject(name);
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asText();
  }
}
