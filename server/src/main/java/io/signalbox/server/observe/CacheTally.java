package io.signalbox.server.observe;

import io.signalbox.chat.Usage;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Routed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what happens between calls and the answers that are kept, for whoever operates them. */
public final class CacheTally implements RouterEvents {
  private final Instant since;
  private final Map<String, Map<String, LongAdder>> groups = new ConcurrentHashMap<>();
  private final Map<String, DoubleAdder> savedCost = new ConcurrentHashMap<>();

  public CacheTally(InstantSource clock) {
    since = clock.instant();
  }

  /**
   * What was counted.
   *
   * @param since when the counting began
   * @param groups counts by word, by what is counted
   * @param savedCost what the answers once cost that were served again, by currency
   */
  public record Counts(
      Instant since, Map<String, Map<String, Long>> groups, Map<String, Double> savedCost) {
    /** The counts of a group, empty when nothing of it happened. */
    public Map<String, Long> of(String group) {
      return groups.getOrDefault(group, Map.of());
    }
  }

  /** What was counted until now. */
  public Counts counts() {
    var all = new TreeMap<String, Map<String, Long>>();
    groups.forEach((group, words) -> {
      var counts = new TreeMap<String, Long>();
      words.forEach((word, count) -> counts.put(word, count.sum()));
      all.put(group, Collections.unmodifiableMap(counts));
    });
    var cost =
        savedCost.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> e.getValue().sum()));
    return new Counts(since, Collections.unmodifiableMap(all), cost);
  }

  @Override
  public void cached(String type, Routed routed, CacheEvent event) {
    switch (event) {
      case CacheEvent.Hit hit -> {
        count("hits", hit.tier().name().toLowerCase(Locale.ROOT), 1);
        saved(routed, hit.saved());
      }
      case CacheEvent.Miss miss -> count("misses", CacheWords.of(miss.reason()), 1);
      case CacheEvent.Stored stored -> {
        count("stored", "answers", 1);
        count("stored", "bytes", stored.bytes());
      }
      case CacheEvent.Unstored unstored -> count("unstored", CacheWords.of(unstored.reason()), 1);
      case CacheEvent.Waited waited -> count("waited", CacheWords.of(waited.outcome()), 1);
      case CacheEvent.Checked checked -> count("checked", checked.right() ? "right" : "wrong", 1);
    }
  }

  private void saved(Routed routed, @Nullable Usage usage) {
    if (usage == null || usage.prompt() < 0 || usage.completion() < 0) {
      return;
    }
    count("saved_tokens", "prompt", usage.prompt());
    count("saved_tokens", "completion", usage.completion());
    var pricing = routed.model().traits().pricing();
    if (pricing != null) {
      savedCost
          .computeIfAbsent(pricing.currency(), any -> new DoubleAdder())
          .add(pricing.of(usage));
    }
  }

  private void count(String group, String word, long more) {
    groups
        .computeIfAbsent(group, any -> new ConcurrentHashMap<>())
        .computeIfAbsent(word, any -> new LongAdder())
        .add(more);
  }
}
