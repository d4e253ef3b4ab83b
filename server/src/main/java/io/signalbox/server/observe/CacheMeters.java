package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.chat.Call;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what happens between calls and the answers that are kept, under the names of the
 * router this one replaces. Nothing of a question, an answer or an identity becomes a label.
 */
public final class CacheMeters implements RouterEvents {
  private static final String LOOKUP = "lookup";
  private static final String STORE = "store";
  private static final String NONE = "none";

  /** Reasons that say that a look-up failed, not that there was nothing. */
  private static final Set<String> FAILURES = Set.of("store", "overloaded", "error", "corrupt");

  private static final double[] QUICK = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };
  private static final double[] AGES = {1, 10, 60, 300, 900, 3600, 14_400, 43_200, 86_400};
  private static final double[] COSINES = {
    0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 0.99, 1
  };

  private final CallNotes<String> protocols = new CallNotes<>();
  private final Counter hits;
  private final Counter misses;
  private final Counter operations;
  private final Histogram operationTime;
  private final Histogram detailedTime;
  private final Histogram age;
  private final Counter skipped;
  private final Counter waiters;
  private final Counter invalidations;
  private final Counter reasons;
  private final Histogram similarity;
  private final Counter savedTokens;
  private final Counter savedCost;
  private final Counter checks;

  /** Registers all meters. */
  public CacheMeters(PrometheusRegistry registry) {
    var meters = new Meters(registry);
    hits = plugin(meters, "llm_cache_plugin_hits_total", "Calls that a kept answer served.");
    misses = plugin(meters, "llm_cache_plugin_misses_total", "Calls that no kept answer served.");
    operations =
        meters.counter(
            "llm_cache_operations_total",
            "What stores of answers were asked.",
            "backend",
            "operation",
            "status");
    operationTime =
        meters.histogram(
            "llm_cache_operation_duration_seconds",
            "How long stores of answers took.",
            QUICK,
            "backend",
            "operation");
    detailedTime =
        meters.histogram(
            "llm_response_cache_operation_duration_seconds",
            "How long looking up and storing answers took.",
            Meters.FAST,
            "backend",
            "operation",
            "protocol",
            "hit_kind",
            "source",
            "status");
    age =
        meters.histogram(
            "llm_response_cache_entry_age_seconds",
            "How old answers were when they were served.",
            AGES,
            "backend",
            "hit_kind",
            "source");
    skipped =
        meters.counter(
            "llm_cache_write_skipped_total", "Answers that were not kept, by reason.", "reason");
    waiters =
        meters.counter(
            "llm_response_cache_singleflight_waiters_total",
            "Calls that waited for the same question of another one.",
            "backend",
            "outcome");
    invalidations =
        meters.counter(
            "llm_response_cache_invalidations_total",
            "Times that a store was to forget answers.",
            "backend",
            "operation",
            "dry_run");
    reasons =
        meters.counter(
            "signalbox_cache_misses_total", "Calls that no kept answer served.", "reason");
    similarity =
        meters.histogram(
            "signalbox_cache_similarity",
            "Cosine of the nearest kept question, for hits and misses.",
            COSINES,
            "outcome");
    savedTokens =
        meters.counter(
            "signalbox_cache_saved_tokens_total",
            "Tokens that answers once cost which were served again.",
            "kind");
    savedCost =
        meters.counter(
            "signalbox_cache_saved_cost_total",
            "What those tokens cost by configured prices.",
            "model",
            "currency");
    checks =
        meters.counter(
            "signalbox_cache_checks_total",
            "Kept answers that were held against the model's own.",
            "right");
  }

  private static Counter plugin(Meters meters, String name, String help) {
    return meters.counter(name, help, "decision_name", "plugin_type");
  }

  @Override
  public void asked(Call call, Asked asked) {
    protocols.open(call, asked.protocol());
  }

  @Override
  public void cached(String type, Routed routed, CacheEvent event) {
    switch (event) {
      case CacheEvent.Hit hit -> hit(type, routed, hit);
      case CacheEvent.Miss miss -> miss(type, routed, miss);
      case CacheEvent.Stored stored ->
          operated(routed, stored.backend(), STORE, NONE, "success", stored.took());
      case CacheEvent.Unstored unstored ->
          skipped.labelValues(CacheWords.of(unstored.reason())).inc();
      case CacheEvent.Waited waited ->
          waiters.labelValues(waited.backend(), CacheWords.of(waited.outcome())).inc();
      case CacheEvent.Checked checked ->
          checks.labelValues(Boolean.toString(checked.right())).inc();
    }
  }

  private void hit(String type, Routed routed, CacheEvent.Hit hit) {
    var tier = hit.tier().name().toLowerCase(Locale.ROOT);
    hits.labelValues(routed.decisionName(), type).inc();
    operated(routed, hit.backend(), LOOKUP, tier, "hit", hit.took());
    age.labelValues(hit.backend(), tier, hit.backend()).observe(RoutingMeters.seconds(hit.age()));
    if (hit.similarity() != null) {
      similarity.labelValues("hit").observe(hit.similarity());
    }
    saved(routed, hit.saved());
  }

  private void miss(String type, Routed routed, CacheEvent.Miss miss) {
    var reason = CacheWords.of(miss.reason());
    misses.labelValues(routed.decisionName(), type).inc();
    reasons.labelValues(reason).inc();
    operated(
        routed,
        miss.backend(),
        LOOKUP,
        NONE,
        FAILURES.contains(reason) ? "error" : "miss",
        miss.took());
    if (miss.similarity() != null) {
      similarity.labelValues("miss").observe(miss.similarity());
    }
  }

  private void operated(
      Routed routed, String backend, String operation, String tier, String status, Duration took) {
    double seconds = RoutingMeters.seconds(took);
    operations.labelValues(backend, operation, status).inc();
    operationTime.labelValues(backend, operation).observe(seconds);
    var protocol = protocols.of(routed.call());
    detailedTime
        .labelValues(
            backend,
            operation,
            protocol == null ? ModelLabel.UNKNOWN : protocol,
            tier,
            backend,
            status)
        .observe(seconds);
  }

  private void saved(Routed routed, @Nullable Usage usage) {
    if (usage == null || usage.prompt() < 0 || usage.completion() < 0) {
      return;
    }
    savedTokens.labelValues("prompt").inc(usage.prompt());
    savedTokens.labelValues("completion").inc(usage.completion());
    var model = routed.model();
    var pricing = model.traits().pricing();
    if (pricing != null) {
      savedCost.labelValues(model.name(), pricing.currency()).inc(pricing.of(usage));
    }
  }

  /** A store was to forget answers. */
  public void cleared(String backend, String operation, boolean dryRun) {
    invalidations.labelValues(backend, operation, Boolean.toString(dryRun)).inc();
  }
}
