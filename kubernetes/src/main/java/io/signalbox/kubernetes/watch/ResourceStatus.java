package io.signalbox.kubernetes.watch;

import io.signalbox.kubernetes.intelligent.Kind;
import io.signalbox.kubernetes.intelligent.RoutingResource;
import io.signalbox.kubernetes.intelligent.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The status of a resource, as its verdict makes it. */
final class ResourceStatus {
  private static final String READY = "Ready";
  private static final String CONDITIONS = "conditions";
  private static final String TYPE = "type";
  private static final String STATUS = "status";
  private static final String SINCE = "lastTransitionTime";

  private ResourceStatus() {}

  /**
   * What the status must become; nothing when it says so already. Conditions of other types and
   * keys that are not the router's stay.
   *
   * @param present the status by now
   */
  static Optional<Map<String, Object>> change(
      RoutingResource resource, Verdict verdict, Map<String, Object> present, Instant now) {
    var next = new LinkedHashMap<>(present);
    next.put(CONDITIONS, conditions(resource, verdict, present, now));
    if (resource.generation() > 0) {
      next.put("observedGeneration", resource.generation());
    }
    if (resource.kind() == Kind.POOL) {
      next.put("modelCount", count(resource.spec(), "models"));
    } else {
      next.put("statistics", statistics(resource.spec()));
    }
    return same(present, next) ? Optional.empty() : Optional.of(next);
  }

  private static List<Map<String, Object>> conditions(
      RoutingResource resource, Verdict verdict, Map<String, Object> present, Instant now) {
    var conditions = new ArrayList<Map<String, Object>>();
    Map<String, Object> before = Map.of();
    int place = -1;
    if (present.get(CONDITIONS) instanceof Collection<?> known) {
      for (var item : known) {
        var condition = mapping(item);
        if (READY.equals(condition.get(TYPE))) {
          before = condition;
          place = conditions.size();
        }
        conditions.add(condition);
      }
    }
    var ready = ready(resource, verdict, before, now);
    if (place < 0) {
      conditions.add(ready);
    } else {
      conditions.set(place, ready);
    }
    return conditions;
  }

  private static Map<String, Object> ready(
      RoutingResource resource, Verdict verdict, Map<String, Object> before, Instant now) {
    var condition = new LinkedHashMap<String, Object>();
    var status = verdict.ready() ? "True" : "False";
    condition.put(TYPE, READY);
    condition.put(STATUS, status);
    condition.put("reason", verdict.reason().word());
    condition.put("message", verdict.message());
    var since = before.get(SINCE);
    condition.put(
        SINCE,
        status.equals(before.get(STATUS)) && since != null
            ? since
            : now.truncatedTo(ChronoUnit.SECONDS).toString());
    if (resource.generation() > 0) {
      condition.put("observedGeneration", resource.generation());
    }
    return condition;
  }

  private static Map<String, Object> statistics(Map<String, Object> spec) {
    var signals = mapping(spec.get("signals"));
    var statistics = new LinkedHashMap<String, Object>();
    statistics.put("decisions", count(spec, "decisions"));
    statistics.put("domains", count(signals, "domains"));
    statistics.put("embeddings", count(signals, "embeddings"));
    statistics.put("keywords", count(signals, "keywords"));
    return statistics;
  }

  private static int count(Map<String, Object> mapping, String key) {
    return mapping.get(key) instanceof Collection<?> items ? items.size() : 0;
  }

  /** A number may be an Integer here and a Long there. */
  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.entrySet().stream().allMatch(e -> same(e.getValue(), b.get(e.getKey())));
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      return a.size() == b.size()
          && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
    }
    return String.valueOf(one).equals(String.valueOf(other));
  }

  private static Map<String, Object> mapping(@Nullable Object value) {
    var mapping = new LinkedHashMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, of) -> mapping.put(String.valueOf(key), of));
    }
    return mapping;
  }
}
