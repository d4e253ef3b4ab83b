package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.signalbox.plugin.Routed;
import java.time.Duration;

/** Metrics of how one of a decision's models was picked. */
final class SelectionMeters {
  private static final String TIER = "supported";

  /** Seconds. */
  private static final double[] DURATIONS = {
    0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60
  };

  private final Counter selections;
  private final Histogram duration;
  private final Histogram confidence;
  private final Counter history;
  private final Counter fallbacks;

  SelectionMeters(Meters meters) {
    selections =
        meters.counter(
            "llm_model_selection_total", "Models picked.", "method", "model", "decision", "tier");
    duration =
        meters.histogram(
            "llm_model_selection_duration_seconds", "Time to pick a model.", DURATIONS, "method");
    confidence =
        meters.histogram(
            "llm_model_selection_confidence",
            "Confidence of the decision that a model was picked for.",
            Meters.SHARES,
            "method",
            "tier");
    history =
        meters.counter(
            "llm_model_selection_history", "Picks by method and decision.", "method", "decision");
    fallbacks =
        meters.counter(
            "llm_model_selection_fallback_total",
            "Picks that fell back to the first candidate.",
            "method",
            "decision",
            "reason");
  }

  /** Notes how long a pick took that is counted below. */
  void selected(Routed routed, Duration took) {
    var method = routed.selection().algorithm();
    if (!routed.decisionName().isEmpty() && !method.isEmpty()) {
      duration.labelValues(method).observe(RoutingMeters.seconds(took));
    }
  }

  /** Counts a routed call for which there was something to pick from. */
  void routed(Routed routed) {
    var decision = routed.decisionName();
    if (decision.isEmpty()) {
      return;
    }
    var method = routed.selection().algorithm();
    if (method.isEmpty()) {
      // A model that the client named and the decision allows was not picked at all.
      if (!routed.askedFor().equals(routed.model().name())) {
        fallbacks.labelValues("unknown", decision, "selector_error").inc();
      }
      return;
    }
    selections.labelValues(method, routed.model().name(), decision, TIER).inc();
    history.labelValues(method, decision).inc();
    confidence.labelValues(method, TIER).observe(routed.verdict().confidence());
  }
}
