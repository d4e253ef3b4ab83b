package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of the document, which stands in a ConfigMap. A reference to a Secret becomes a
 * variable of the environment. A secret in plain text is refused: wherever the operator put it,
 * more people could read it there than may read Secrets, and to leave it out would be to log in as
 * nobody.
 */
final class SecretTexts {
  private static final String REFERENCE = "_secret_ref";
  private static final Pattern SECRET =
      Pattern.compile("(.*_)?(password|passwd|passphrase|api_?key|access_?key|secret|token)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z0-9_]+}|\\$[A-Za-z0-9_]+");
  private static final Pattern LOGIN = Pattern.compile("://[^/@\\s:]*+:[^/@\\s]++@");

  private final Draft draft;
  private final Set<String> names = new HashSet<>();

  /**
   * @param taken names of variables that are used already
   */
  SecretTexts(Draft draft, Set<String> taken) {
    this.draft = draft;
    names.addAll(taken);
  }

  /** Replaces, or refuses and removes, the secrets beneath a node. */
  void replace(JsonNode node, String place) {
    if (node instanceof ObjectNode mapping) {
      references(mapping, place);
      for (var key : keys(mapping)) {
        var value = mapping.path(key);
        var path = place + "." + key;
        if (value.isTextual()) {
          if (unsafe(key, value.textValue())) {
            mapping.remove(key);
            refuse(path);
          }
        } else {
          replace(value, path);
        }
      }
    } else if (node instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        var path = place + "[" + i + "]";
        if (items.get(i).isTextual() && LOGIN.matcher(items.get(i).textValue()).find()) {
          items.set(i, "");
          refuse(path);
        } else {
          replace(items.get(i), path);
        }
      }
    }
  }

  private static Iterable<String> keys(ObjectNode mapping) {
    var keys = new ArrayList<String>();
    mapping.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static boolean unsafe(String key, String value) {
    boolean secret = SECRET.matcher(key.toLowerCase(Locale.ROOT).replace('-', '_')).matches();
    return secret
        ? !value.isBlank() && !VARIABLE.matcher(value.strip()).matches()
        : LOGIN.matcher(value).find();
  }

  private void refuse(String place) {
    draft.problem(
        place,
        "a secret in plain text (expected: a key of a Secret, by "
            + place.substring(place.lastIndexOf('.') + 1)
            + REFERENCE
            + " where there is such a field, or ${VARIABLE} of spec.env)");
  }

  private void references(ObjectNode mapping, String place) {
    for (var key : keys(mapping)) {
      var reference = mapping.path(key);
      if (!key.endsWith(REFERENCE) || reference.isNull()) {
        continue;
      }
      mapping.remove(key);
      var target = key.substring(0, key.length() - REFERENCE.length());
      var name = reference.path("name").asText("");
      var item = reference.path("key").asText("");
      if (name.isBlank() || item.isBlank()) {
        draft.problem(
            place + "." + key, "no name or no key (expected: the Secret and a key of it)");
        continue;
      }
      if (!mapping.path(target).asText("").isEmpty()) {
        mapping.remove(target);
        draft.warning(place + "." + target, "is ignored, since there is " + key);
      }
      var variable = variable(place + "." + target);
      mapping.put(target, "${" + variable + "}");
      draft.secret(
          new EnvVarBuilder()
              .withName(variable)
              .withNewValueFrom()
              .withNewSecretKeyRef(
                  item,
                  name,
                  (reference.path("optional").isBoolean() && reference.path("optional").asBoolean())
                      ? Boolean.TRUE
                      : null)
              .endValueFrom()
              .build());
    }
  }

  /** A name from the place, so that it stays the same while the place does. */
  private String variable(String place) {
    var wanted =
        place
            .replaceFirst("^spec\\.config\\.", "ROUTER_")
            .replaceAll("[^A-Za-z0-9]+", "_")
            .toUpperCase(Locale.ROOT);
    var name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
