package io.signalbox.server.admin.cache;

import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.Refusal;
import io.signalbox.server.admin.cache.OpenStores.Open;
import io.signalbox.server.observe.CacheTally;
import io.signalbox.store.StoreException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What there is to know of the stores of answers. */
final class CacheFacts {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> SELECTORS = List.of("recipe", "decision", "model");

  private final OpenStores stores;
  private final CacheTally tally;

  CacheFacts(OpenStores stores, CacheTally tally) {
    this.stores = stores;
    this.tally = tally;
  }

  /** The stores, of which there is at least one. */
  List<Open> open() {
    var open = stores.all();
    if (open.isEmpty()) {
      throw new Refusal(
          503,
          "CACHE_UNAVAILABLE",
          "no decision keeps answers (expected: one with the plugin of the response cache)");
    }
    return open;
  }

  Answer capabilities(Question question) {
    var json = JSON.createObjectNode();
    var all = json.putArray("stores");
    for (var open : open()) {
      capabilities(described(all.addObject(), open), open);
    }
    SELECTORS.forEach(json.putArray("selectors")::add);
    json.put("dry_run", true);
    return Answer.of(200, json);
  }

  static void capabilities(ObjectNode json, Open open) {
    open.store().capabilities().forEach(json.putArray("capabilities")::add);
  }

  private static ObjectNode described(ObjectNode json, Open open) {
    return json.put("backend", open.store().backend())
        .put("shared", open.store().shared())
        .put("embedding_model", open.source().model())
        .put("dimensions", open.source().dimensions());
  }

  Answer health(Question question) {
    var json = JSON.createObjectNode().put("status", "healthy").put("healthy", true);
    var all = json.putArray("stores");
    for (var open : open()) {
      long start = System.nanoTime();
      try {
        open.store().check();
      } catch (StoreException unhealthy) {
        throw new Refusal(
            503,
            "CACHE_UNHEALTHY",
            "%s: %s".formatted(open.store().backend(), unhealthy.getMessage()));
      }
      described(all.addObject(), open)
          .put("healthy", true)
          .put("latency_ms", (System.nanoTime() - start) / 1e6);
    }
    return Answer.of(200, json);
  }

  Answer stats(Question question) {
    var json = JSON.createObjectNode();
    var all = json.putArray("stores");
    for (var open : open()) {
      try {
        described(all.addObject(), open).put("entries", open.store().values().count(""));
      } catch (StoreException failed) {
        throw new Refusal(
            503,
            "CACHE_STATS_FAILED",
            "%s: %s".formatted(open.store().backend(), failed.getMessage()));
      }
    }
    json.set("replica", replica());
    return Answer.of(200, json);
  }

  /** What this process saw since it started. */
  private ObjectNode replica() {
    var counts = tally.counts();
    var json = JSON.createObjectNode().put("since", counts.since().toString());
    var hits = counts.of("hits");
    var misses = counts.of("misses");
    long served = hits.values().stream().mapToLong(Long::longValue).sum();
    long asked = served + misses.values().stream().mapToLong(Long::longValue).sum();
    json.put("lookups", asked).put("hit_rate", asked == 0 ? 0 : (double) served / asked);
    counts
        .groups()
        .forEach((group, words) -> {
          var object = json.putObject(group);
          words.forEach(object::put);
        });
    var cost = json.putObject("saved_cost");
    counts.savedCost().forEach(cost::put);
    return json;
  }
}
