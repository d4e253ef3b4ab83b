package io.signalbox.server.admin;

import io.signalbox.decide.Decision;
import io.signalbox.decide.Rule;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what every decision's rule said. */
final class Trace {
  private Trace() {}

  /**
   * One object a decision, in the order they are configured.
   *
   * @param leaves whether the rule of the decision taken is written out
   */
  static ArrayNode of(Preview preview, boolean leaves) {
    var trace = JsonMapper.shared().createArrayNode();
    for (var considered : preview.verdict().explanation().considered()) {
      var json =
          trace
              .addObject()
              .put("decision_name", considered.decision())
              .put("result", considered.truth().name().toLowerCase(Locale.ROOT))
              .put("confidence", considered.confidence());
      var matched = json.putArray("matched_rules");
      considered.matched().forEach(name -> matched.add(name.toString()));
      var recipe = preview.recipe();
      var decision = recipe == null ? null : recipe.decision(considered.decision());
      if (leaves && decision != null) {
        json.set("rule", rule(decision, preview.readings()));
      }
    }
    return trace;
  }

  private static ObjectNode rule(Decision decision, Readings readings) {
    return rule(decision.rule(), readings);
  }

  private static ObjectNode rule(Rule rule, Readings readings) {
    return switch (rule) {
      case Rule.Is(var signal) -> {
        var json =
            JsonMapper.shared()
                .createObjectNode()
                .put("type", signal.type())
                .put("name", signal.name());
        switch (readings.fact(signal)) {
          case Fact.Holds(double confidence) ->
              json.put("result", "yes").put("confidence", confidence);
          case Fact.Absent() -> json.put("result", "no");
          case Fact.Unknown() -> json.put("result", "unknown");
          case null -> json.put("result", "unread");
        }
        yield json;
      }
      case Rule.All(var parts) -> operator("AND", parts, readings);
      case Rule.Any(var parts) -> operator("OR", parts, readings);
      case Rule.Not(var part) -> operator("NOT", List.of(part), readings);
    };
  }

  private static ObjectNode operator(String name, List<Rule> parts, Readings readings) {
    var json = JsonMapper.shared().createObjectNode().put("operator", name);
    var conditions = json.putArray("conditions");
    parts.forEach(part -> conditions.add(rule(part, readings)));
    return json;
  }
}
