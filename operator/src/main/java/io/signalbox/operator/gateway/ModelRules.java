package io.signalbox.operator.gateway;

import io.signalbox.operator.backend.ResolvedBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The rules of routes to models: a call goes to the servers of the model that the router wrote into
 * a header, and to those of the first model when there is no such header.
 */
final class ModelRules {
  /** Written by the router; what a client writes there does not get through. */
  static final String HEADER = "x-selected-model";

  private static final int MOST_MATCHES = 64;
  private static final int MOST_MATCHES_OF_A_ROUTE = 128;
  private static final int MOST_RULES = 16;
  private static final int MOST_SERVERS = 16;
  private static final int MOST_WEIGHT = 1_000_000;

  private final Map<String, List<ResolvedBackend>> models = new LinkedHashMap<>();
  private final Map<String, Set<String>> adapters;
  private final Function<ResolvedBackend, Map<String, Object>> reference;
  private final Map<String, ?> extra;

  /**
   * @param adapters names of adapters by model
   * @param reference how a rule refers to a server, without its weight
   * @param extra further fields of each rule
   */
  ModelRules(
      List<ResolvedBackend> backends,
      Map<String, Set<String>> adapters,
      Function<ResolvedBackend, Map<String, Object>> reference,
      Map<String, ?> extra) {
    this.adapters = adapters;
    this.reference = reference;
    this.extra = extra;
    for (var backend : backends) {
      models.computeIfAbsent(backend.model(), _ -> new ArrayList<>()).add(backend);
    }
  }

  /** How many models there are. */
  int models() {
    return models.size();
  }

  /** One rule, which takes all calls to the servers of the first model. */
  List<Map<String, Object>> first() {
    var servers = models.values().stream().findFirst().orElse(List.of());
    return List.of(rule(List.of(), servers));
  }

  /** Rules for all models, as many lists of them as routes are needed to hold them. */
  List<List<Map<String, Object>>> all() {
    if (models.size() == 1) {
      return List.of(first());
    }
    var routes = new ArrayList<List<Map<String, Object>>>();
    var open = new ArrayList<Map<String, Object>>(first());
    int matches = 1;
    for (var model : models.entrySet()) {
      for (var names : parts(names(model.getKey()))) {
        if (open.size() == MOST_RULES || matches + names.size() > MOST_MATCHES_OF_A_ROUTE) {
          routes.add(List.copyOf(open));
          open.clear();
          matches = 0;
        }
        open.add(rule(names, model.getValue()));
        matches += names.size();
      }
    }
    routes.add(List.copyOf(open));
    return routes;
  }

  private List<String> names(String model) {
    var names = new ArrayList<String>();
    names.add(model);
    for (var adapter : new TreeSet<>(adapters.getOrDefault(model, Set.of()))) {
      if (!models.containsKey(adapter)) {
        names.add(adapter);
      }
    }
    return names;
  }

  private static List<List<String>> parts(List<String> names) {
    var parts = new ArrayList<List<String>>();
    for (int i = 0; i < names.size(); i += MOST_MATCHES) {
      parts.add(names.subList(i, Math.min(names.size(), i + MOST_MATCHES)));
    }
    return parts;
  }

  private Map<String, Object> rule(List<String> names, List<ResolvedBackend> servers) {
    var rule = new LinkedHashMap<String, Object>();
    if (!names.isEmpty()) {
      rule.put("matches", names.stream().map(ModelRules::match).toList());
    }
    rule.put(
        "backendRefs",
        servers.stream()
            .limit(MOST_SERVERS)
            .map(server -> {
              var ref = new LinkedHashMap<>(reference.apply(server));
              ref.put("weight", Math.clamp(server.weight(), 0, MOST_WEIGHT));
              return ref;
            })
            .toList());
    rule.putAll(extra);
    return rule;
  }

  private static Map<String, Object> match(String name) {
    return Map.of("headers", List.of(Map.of("name", HEADER, "type", "Exact", "value", name)));
  }
}
