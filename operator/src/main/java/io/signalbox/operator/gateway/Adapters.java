package io.signalbox.operator.gateway;

import io.signalbox.kubernetes.resource.SemanticRouterSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names of adapters by model, from endpoints and from the cards of {@code spec.config.routing}. */
final class Adapters {
  private Adapters() {}

  static Map<String, Set<String>> of(SemanticRouterSpec spec) {
    var adapters = new TreeMap<String, Set<String>>();
    var endpoints = spec.vllmEndpoints();
    if (endpoints != null) {
      for (var endpoint : endpoints) {
        var loras = endpoint.loras();
        if (loras != null) {
          loras.forEach(lora -> add(adapters, endpoint.model(), lora.name()));
        }
      }
    }
    var routing = spec.config() == null ? null : spec.config().routing();
    for (var card : items(routing, "modelCards")) {
      if (card instanceof Map<?, ?> fields && fields.get("name") instanceof String model) {
        for (var lora : items(fields, "loras")) {
          if (lora instanceof Map<?, ?> named && named.get("name") instanceof String name) {
            add(adapters, model, name);
          }
        }
      }
    }
    return adapters;
  }

  private static List<?> items(@Nullable Map<?, ?> fields, String key) {
    return fields != null && fields.get(key) instanceof List<?> list ? list : List.of();
  }

  private static void add(Map<String, Set<String>> adapters, String model, String name) {
    adapters.computeIfAbsent(model, _ -> new LinkedHashSet<>()).add(name);
  }
}
