package io.signalbox.deploy;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.learn.Experience;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.door.Budget;
import io.signalbox.server.observe.CacheEntries;
import io.signalbox.server.observe.CacheMeters;
import io.signalbox.server.observe.LearningMeters;
import io.signalbox.server.observe.MetricsListener;
import io.signalbox.server.observe.ProcessMetrics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that a router registers, with their labels.
 *
 * @param labels by name, without the suffixes that a format adds
 */
record ExportedMetrics(Map<String, Set<String>> labels) {
  private static final Pattern METRIC = Pattern.compile("\\b(?:llm|signalbox|sr)_[a-z_0-9]+");
  private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");

  /** Labels that whoever scrapes adds, and that of a histogram's buckets. */
  private static final Set<String> GIVEN = Set.of("namespace", "pod", "job", "le");

  /** Remembers what is registered. */
  private static final class Registry extends PrometheusRegistry {
    private final Map<String, Set<String>> labels = new TreeMap<>();

    @Override
    public void register(Collector collector) {
      super.register(collector);
      var name = collector.collect().getMetadata().getName();
      if (name != null) {
        labels.put(name, Set.copyOf(labelNames(collector)));
      }
    }

    private static List<String> labelNames(Collector collector) {
      for (Class<?> type = collector.getClass(); type != null; type = type.getSuperclass()) {
        for (var field : type.getDeclaredFields()) {
          if (field.getName().equals("labelNames")) {
            field.setAccessible(true);
            try {
              return List.of((String[]) field.get(collector));
            } catch (IllegalAccessException e) {
              throw new AssertionError(e);
            }
          }
        }
      }
      throw new AssertionError("no label names in " + collector.getClass());
    }
  }

  static ExportedMetrics ofARouter() {
    var registry = new Registry();
    var process = new ProcessMetrics(registry);
    process.countStreams(() -> 0);
    process.watch(new Budget(1, 1));
    new MetricsListener(registry, StandardParts.catalog());
    new CacheMeters(registry);
    new CacheEntries(registry, List::of, System::nanoTime);
    new LearningMeters(registry, new Experience());
    return new ExportedMetrics(registry.labels);
  }

  /** What is wrong with a query, in words. */
  List<String> problems(String query) {
    var named =
        METRIC.matcher(query).results().map(found -> known(found.group())).distinct().toList();
    var unknown =
        named.stream().filter(name -> !labels.containsKey(name)).map(name -> "no metric " + name);
    var there =
        named.stream()
            .flatMap(name -> labels.getOrDefault(name, Set.of()).stream())
            .collect(Collectors.toSet());
    var strange =
        BY.matcher(query)
            .results()
            .flatMap(found -> Stream.of(found.group(1).split(",")))
            .map(String::strip)
            .filter(label -> !GIVEN.contains(label) && !there.contains(label))
            .map(label -> "no label " + label + " on " + named);
    return Stream.concat(unknown, strange).distinct().toList();
  }

  private String known(String written) {
    if (labels.containsKey(written)) {
      return written;
    }
    return Stream.of("_bucket", "_sum", "_count", "_total")
        .filter(written::endsWith)
        .map(suffix -> written.substring(0, written.length() - suffix.length()))
        .filter(labels::containsKey)
        .findFirst()
        .orElse(written);
  }
}
