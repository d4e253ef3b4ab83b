package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The fields and types of a built-in kind, as the client library's class of it tells them. */
final class ModelShape {
  private static final Map<Class<?>, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

  private ModelShape() {}

  /** Takes out the fields that the class does not have, and returns their paths. */
  static List<String> prune(ObjectNode object, Class<?> model) {
    var unknown = new ArrayList<String>();
    prune(object, Json.MAPPER.constructType(model), "", unknown);
    return unknown;
  }

  private static void prune(JsonNode value, JavaType type, String path, List<String> unknown) {
    if (value.isArray() && type.isCollectionLikeType()) {
      for (int i = 0; i < value.size(); i++) {
        prune(value.get(i), type.getContentType(), path + "[" + i + "]", unknown);
      }
    } else if (value instanceof ObjectNode object && type.isMapLikeType()) {
      object
          .properties()
          .forEach(field ->
              prune(field.getValue(), type.getContentType(), at(path, field.getKey()), unknown));
    } else if (value instanceof ObjectNode object && isModel(type)) {
      var known = fields(type);
      for (var field : List.copyOf(object.properties())) {
        var below = at(path, field.getKey());
        var fieldType = known.get(field.getKey());
        if (fieldType == null) {
          unknown.add(below);
          object.remove(field.getKey());
        } else {
          prune(field.getValue(), fieldType, below, unknown);
        }
      }
    }
  }

  /** The fields whose JSON type is not that of the class, as {@code path: what is expected}. */
  static List<String> mistyped(JsonNode object, Class<?> model) {
    var wrong = new ArrayList<String>();
    check(object, Json.MAPPER.constructType(model), "", wrong);
    return wrong;
  }

  private static void check(JsonNode value, JavaType type, String path, List<String> wrong) {
    if (value.isNull()) {
      return;
    }
    if (!fits(value, type)) {
      wrong.add(path + ": Invalid value: " + value + ": must be a " + name(type));
    } else if (type.isCollectionLikeType()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), type.getContentType(), path + "[" + i + "]", wrong);
      }
    } else if (value.isObject()) {
      var known = isModel(type) ? fields(type) : Map.<String, JavaType>of();
      for (var field : value.properties()) {
        var fieldType = type.isMapLikeType() ? type.getContentType() : known.get(field.getKey());
        if (fieldType != null) {
          check(field.getValue(), fieldType, at(path, field.getKey()), wrong);
        }
      }
    }
  }

  private static boolean fits(JsonNode value, JavaType type) {
    var raw = type.getRawClass();
    if (raw == String.class || raw.isEnum()) {
      return value.isTextual();
    }
    if (raw == Integer.class || raw == Long.class) {
      return value.isIntegralNumber();
    }
    if (raw == Boolean.class) {
      return value.isBoolean();
    }
    if (raw == Quantity.class || raw == IntOrString.class) {
      return value.isValueNode();
    }
    if (type.isCollectionLikeType()) {
      return value.isArray();
    }
    return (!type.isMapLikeType() && !isModel(type)) || value.isObject();
  }

  private static String name(JavaType type) {
    if (type.isCollectionLikeType()) {
      return "list";
    }
    return type.isMapLikeType() || isModel(type) ? "map" : type.getRawClass().getSimpleName();
  }

  private static boolean isModel(JavaType type) {
    var raw = type.getRawClass();
    return KubernetesResource.class.isAssignableFrom(raw)
        && !raw.isInterface()
        && raw != GenericKubernetesResource.class
        && !hasJsonOfItsOwn(raw);
  }

  /** Such as quantities: their JSON is not made of their fields. */
  private static boolean hasJsonOfItsOwn(Class<?> raw) {
    var reader = raw.getAnnotation(JsonDeserialize.class);
    return reader != null && reader.using() != JsonDeserializer.None.class;
  }

  private static Map<String, JavaType> fields(JavaType type) {
    return FIELDS.computeIfAbsent(
        type.getRawClass(),
        _ ->
            Json.MAPPER.getDeserializationConfig().introspect(type).findProperties().stream()
                .collect(
                    Collectors.toMap(
                        BeanPropertyDefinition::getName,
                        BeanPropertyDefinition::getPrimaryType,
                        (first, _) -> first)));
  }

  private static String at(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
