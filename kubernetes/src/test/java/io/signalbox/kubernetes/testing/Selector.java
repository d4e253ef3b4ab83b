package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Which objects a list or a watch wants: labels and fields. */
final class Selector implements Predicate<JsonNode> {
  private final String namespace;
  private final String name;
  private final List<Predicate<JsonNode>> rules = new ArrayList<>();

  Selector(ApiRequest request, ResourceType type) {
    this.namespace = request.namespace();
    this.name = request.name();
    terms(request.parameter("labelSelector")).forEach(term -> rules.add(label(term)));
    terms(request.parameter("fieldSelector")).forEach(term -> rules.add(field(term, type)));
  }

  @Override
  public boolean test(JsonNode object) {
    return (namespace.isEmpty() || namespace.equals(Json.namespace(object)))
        && (name.isEmpty() || name.equals(Json.name(object)))
        && rules.stream().allMatch(rule -> rule.test(object));
  }

  /** Splits at commas that are not inside brackets. */
  private static List<String> terms(String text) {
    return text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(",(?![^(]*\\))")).map(String::strip).toList();
  }

  private static Predicate<JsonNode> label(String term) {
    if (term.endsWith(")")) {
      return oneOf(term);
    }
    int equals = term.indexOf('=');
    if (equals > 0) {
      boolean not = term.charAt(equals - 1) == '!';
      var key = term.substring(0, not ? equals - 1 : equals).strip();
      var value = term.substring(term.lastIndexOf('=') + 1).strip();
      return object -> value.equals(labels(object).path(key).asText(null)) != not;
    }
    return term.startsWith("!")
        ? object -> !labels(object).has(term.substring(1).strip())
        : object -> labels(object).has(term);
  }

  private static Predicate<JsonNode> oneOf(String term) {
    var values =
        Arrays.stream(term.substring(term.indexOf('(') + 1, term.length() - 1).split(",", -1))
            .map(String::strip)
            .toList();
    var words = term.substring(0, term.indexOf('(')).strip().split("\\s+", -1);
    boolean not = words[1].equals("notin");
    return object -> {
      var label = labels(object).get(words[0]);
      return (label != null && values.contains(label.asText())) != not;
    };
  }

  private static JsonNode labels(JsonNode object) {
    return object.path("metadata").path("labels");
  }

  private static Predicate<JsonNode> field(String term, ResourceType type) {
    int equals = term.indexOf('=');
    boolean not = equals > 0 && term.charAt(equals - 1) == '!';
    var path = term.substring(0, not ? equals - 1 : equals).strip();
    var value = term.substring(term.lastIndexOf('=') + 1).strip();
    boolean known = path.equals("metadata.name") || path.equals("metadata.namespace");
    if (type.custom() && !known) {
      throw ApiFailure.badRequest("field label not supported: " + path);
    }
    var pointer = "/" + path.replace('.', '/');
    return object -> value.equals(object.at(pointer).asText()) != not;
  }
}
