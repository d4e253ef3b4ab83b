package io.signalbox.kubernetes.intelligent;

import io.signalbox.config.tree.ConfigNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signals of routes, as the document writes them. */
final class Signals {
  /** The document's list of a family, where a route calls it otherwise. */
  private static final Map<String, String> LISTS =
      Map.of("contextRules", "context", "factCheckRules", "fact_check");

  private static final String DOMAINS = "domains";

  private Signals() {}

  /** The key of a family's list in {@code routing.signals}. */
  static String list(String family) {
    return LISTS.getOrDefault(family, Nodes.toSnake(family));
  }

  /** One signal. A domain without categories stands for the one that it is named after. */
  static Mapping signal(String family, Map<String, Object> signal) {
    if (!family.equals(DOMAINS) || signal.containsKey("mmluCategories")) {
      return (Mapping) Nodes.snake(signal);
    }
    var domain = new LinkedHashMap<>(signal);
    domain.put("mmluCategories", List.of(RoutingResource.text(signal, "name")));
    return (Mapping) Nodes.snake(domain);
  }

  /** What a path beneath a signal of the document is called in a route. */
  static String inRoute(String beneath) {
    return beneath.startsWith(".mmlu_categories") ? ".name" : Nodes.toCamel(beneath);
  }
}
