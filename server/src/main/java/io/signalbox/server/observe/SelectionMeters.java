package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.signalbox.plugin.Routed;

/** Metrics of how one of a decision's models was picked. */
final class SelectionMeters {
  private static final String TIER = "supported";

  private final Counter selections;
  private final Histogram confidence;
  private final Counter history;
  private final Counter fallbacks;

  SelectionMeters(Meters meters) {
    selections =
        meters.counter(
            "llm_model_selection_total", "Models picked.", "method", "model", "decision", "tier");
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

  /** Counts a routed call for which there was something to pick from. */
  void routed(Routed routed) {
    var decision = routed.decisionName();
    if (decision.isEmpty()) {
      return;
    }
    var method = routed.selection().algorithm();
    if (method.isEmpty()) {
      fallbacks.labelValues("unknown", decision, "selector_error").inc();
      return;
    }
    selections.labelValues(method, routed.model().name(), decision, TIER).inc();
    history.labelValues(method, decision).inc();
    confidence.labelValues(method, TIER).observe(routed.verdict().confidence());
  }
}
