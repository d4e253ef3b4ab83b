package io.signalbox.kubernetes.intelligent;

import static io.signalbox.kubernetes.intelligent.Nodes.entry;

import io.signalbox.config.tree.ConfigNode.Entry;
import io.signalbox.config.tree.ConfigNode.Mapping;
import io.signalbox.config.tree.ConfigNode.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The decisions of routes, as the document writes them. */
final class Decisions {
  private static final String SIGNALS = "signals";
  private static final String PLUGINS = "plugins";
  private static final String MODELS = "modelRefs";
  private static final String NESTED = ".rules.conditions[0]";

  private Decisions() {}

  /**
   * One decision. Conditions become a rule tree. The document's NOT takes one child; what a route
   * means by NOT over several is that none of them holds, which is NOT over their OR.
   */
  static Mapping decision(Map<String, Object> decision) {
    var entries = new ArrayList<Entry>();
    decision.forEach((key, value) ->
        entries.add(
            switch (key) {
              case SIGNALS -> entry("rules", rules(RoutingResource.mapping(value)));
              case MODELS -> entry(MODELS, Nodes.snake(value));
              case PLUGINS -> entry(PLUGINS, Nodes.of(value));
              default -> entry(Nodes.toSnake(key), Nodes.of(value));
            }));
    return new Mapping(entries, Mark.NOWHERE);
  }

  /** What a path beneath a decision of the document is called in the route. */
  static UnaryOperator<String> inRoute(Map<String, Object> decision) {
    var inner = isNor(RoutingResource.mapping(decision.get(SIGNALS))) ? NESTED : ".rules";
    return beneath -> {
      if (beneath.startsWith("." + PLUGINS)) {
        return beneath;
      }
      if (beneath.startsWith(inner)) {
        return "." + SIGNALS + beneath.substring(inner.length());
      }
      return beneath.startsWith(".rules")
          ? "." + SIGNALS + beneath.substring(".rules".length())
          : Nodes.toCamel(beneath);
    };
  }

  private static Mapping rules(Map<String, Object> signals) {
    var rules = (Mapping) Nodes.of(signals);
    if (!isNor(signals)) {
      return rules;
    }
    return Nodes.mapping(
        entry("operator", Nodes.text("NOT")),
        entry("conditions", Nodes.sequence(List.of(rules.with("operator", Nodes.text("OR"))))));
  }

  private static boolean isNor(Map<String, Object> signals) {
    return RoutingResource.text(signals, "operator").strip().equalsIgnoreCase("NOT")
        && signals.get("conditions") instanceof List<?> conditions
        && conditions.size() > 1;
  }
}
