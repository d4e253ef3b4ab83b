package io.signalbox.server.admin.cache;

import io.signalbox.config.ResponseCacheConfig;
import io.signalbox.server.admin.cache.OpenStores.Open;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Makes stores forget, or counts what they would forget.
 *
 * <p>What is removed is gone for every replica that keeps its answers in the same store: no process
 * holds copies. Answers go first, then the vectors that lead to them, so that in between a vector
 * leads to nothing, which is a miss. A call that was answered before and stores its answer during
 * or after this is not held back: its answer is new to the store and stays. How many answers there
 * are right afterwards is counted, so that a store which is being written to does not look empty.
 */
final class Clearing {
  private final List<Part> parts;
  private final List<String> prefixes;

  /**
   * A store.
   *
   * @param counted false where its answers lie in a place that another one has counted: two models
   *     may keep their vectors beside the same answers
   */
  private record Part(CacheStore store, boolean counted) {}

  Clearing(List<Open> stores, List<String> prefixes) {
    this.parts = parts(stores);
    this.prefixes = prefixes;
  }

  private static List<Part> parts(List<Open> stores) {
    var places = new HashSet<ResponseCacheConfig>();
    var parts = new ArrayList<Part>();
    for (var open : stores) {
      boolean first = !open.store().shared() || places.add(open.source().config());
      parts.add(new Part(open.store(), first));
    }
    return parts;
  }

  /**
   * Counts, and forgets unless it is only a rehearsal. A store that fails does not keep the others
   * from it.
   *
   * @throws UnsupportedOperationException when a store cannot do that at all
   */
  List<Cleared> run(boolean dry) {
    return parts.stream().map(part -> run(part, dry)).toList();
  }

  private Cleared run(Part part, boolean dry) {
    var store = part.store();
    try {
      long matched = count(part);
      if (dry) {
        return new Cleared(store.backend(), store.shared(), matched, 0, 0, matched, null);
      }
      long removed = 0;
      long vectors = 0;
      for (var prefix : prefixes) {
        removed += store.values().clear(prefix);
        vectors += store.vectors().clear(prefix);
      }
      return new Cleared(
          store.backend(), store.shared(), matched, removed, vectors, count(part), null);
    } catch (StoreException failed) {
      var why = Objects.requireNonNullElse(failed.getMessage(), "it does not answer");
      return Cleared.failed(store.backend(), store.shared(), why);
    }
  }

  private long count(Part part) {
    long count = 0;
    for (var prefix : part.counted() ? prefixes : List.<String>of()) {
      count += part.store().values().count(prefix);
    }
    return count;
  }
}
