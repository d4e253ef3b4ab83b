package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Declares the domains that decisions and complexity rules of the resource refer to. The resource
 * has no field to declare them in beside {@code routing.signals}; without that, a name is taken for
 * the topic of that name.
 */
final class DomainNames {
  private static final String CONFIG = "spec.config.";

  private final Draft draft;
  private final ObjectNode config;

  DomainNames(Draft draft, ObjectNode config) {
    this.draft = draft;
    this.config = config;
  }

  void declare() {
    if (config.path("routing").path("signals").isObject()) {
      return;
    }
    var names = new LinkedHashMap<String, String>();
    rules("decisions", "rules", names);
    rules("complexity_rules", "composer", names);
    names.remove("general");
    var domains = draft.list("routing.signals.domains");
    var general = domains.addObject().put("name", "general").put("description", "Anything else");
    general.putArray("mmlu_categories").add("other");
    names.forEach((name, place) -> {
      draft.comesFrom("routing.signals.domains[" + domains.size() + "]", place);
      domains.addObject().put("name", name);
    });
  }

  private void rules(String list, String rules, SequencedMap<String, String> names) {
    var entries = config.path(list);
    for (int i = 0; i < entries.size(); i++) {
      var conditions = entries.get(i).path(rules).path("conditions");
      for (int j = 0; j < conditions.size(); j++) {
        if (isDomain(conditions.get(j))) {
          names.putIfAbsent(
              conditions.get(j).path("name").asText(),
              CONFIG + list + "[" + i + "]." + rules + ".conditions[" + j + "]");
        }
      }
    }
  }

  private static boolean isDomain(JsonNode condition) {
    return condition.path("type").asText("").equals("domain")
        && !condition.path("name").asText("").isBlank();
  }
}
