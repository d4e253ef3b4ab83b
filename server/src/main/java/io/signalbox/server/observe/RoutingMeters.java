package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.plugin.Routed;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Reading;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Metrics of signals, decisions and plugins: what leads to a model. */
final class RoutingMeters {
  private final Category category;
  private final Counter signals;
  private final Counter signalMatches;
  private final Counter signalFailures;
  private final Histogram signalLatency;
  private final Counter evaluations;
  private final Histogram evaluationLatency;
  private final Counter decisions;
  private final Histogram confidence;
  private final Counter plugins;
  private final Histogram pluginLatency;
  private final Counter pluginErrors;
  private final Counter reasoning;
  private final Counter efforts;
  private final Counter templates;

  RoutingMeters(Meters meters, Category category) {
    this.category = category;
    signals =
        meters.counter(
            "llm_signal_extraction_total", "Signals read.", "signal_type", "signal_name");
    signalMatches =
        meters.counter(
            "llm_signal_match_total", "Signals that held.", "signal_type", "signal_name");
    signalFailures =
        meters.counter(
            "signalbox_signal_failures_total", "Signals that could not be read.", "signal_type");
    signalLatency =
        meters.histogram(
            "llm_signal_extraction_latency_seconds",
            "Time to read a signal.",
            Meters.FAST,
            "signal_type");
    evaluations = meters.counter("llm_decision_evaluation_total", "Evaluations of all rules.");
    evaluationLatency =
        meters.histogram(
            "llm_decision_evaluation_latency_seconds",
            "Time to read signals and evaluate rules.",
            Meters.FAST);
    decisions =
        meters.counter("llm_decision_match_total", "Decisions that applied.", "decision_name");
    confidence =
        meters.histogram(
            "llm_decision_confidence",
            "Confidence of decisions that applied.",
            Meters.SHARES,
            "decision_name");
    plugins =
        meters.counter(
            "llm_plugin_execution_total",
            "Plugins that ran.",
            "plugin_type",
            "decision_name",
            "status");
    pluginLatency =
        meters.histogram(
            "llm_plugin_execution_latency_seconds",
            "Time a plugin took by itself.",
            Meters.FAST,
            "plugin_type");
    pluginErrors =
        meters.counter(
            "llm_plugin_execution_errors_total",
            "Plugins that failed.",
            "plugin_type",
            "error_reason");
    reasoning =
        meters.counter(
            "llm_reasoning_decisions_total",
            "Calls by whether the model was told to reason.",
            "category",
            "model",
            "enabled",
            "effort");
    efforts =
        meters.counter(
            "llm_reasoning_effort_usage_total", "Efforts asked of models.", "family", "effort");
    templates =
        meters.counter(
            "llm_reasoning_template_usage_total",
            "Parameters by which models were told to reason.",
            "family",
            "param");
  }

  void signalRead(String type, Reading reading, Duration took) {
    signalLatency.labelValues(type).observe(seconds(took));
    if (reading instanceof Reading.Failed) {
      signalFailures.labelValues(type).inc();
    }
  }

  void decided(Verdict verdict, Duration took) {
    evaluations.inc();
    evaluationLatency.observe(seconds(took));
    var decision = verdict.decision();
    if (decision != null) {
      decisions.labelValues(decision.name()).inc();
      confidence.labelValues(decision.name()).observe(verdict.confidence());
    }
  }

  /** Counts what was read for a call that a model was found for. */
  void routed(Routed routed) {
    routed
        .readings()
        .facts()
        .forEach((name, fact) -> {
          signals.labelValues(name.type(), name.name()).inc();
          if (fact instanceof Fact.Holds) {
            signalMatches.labelValues(name.type(), name.name()).inc();
          }
        });
    var thinking = routed.selection().candidate().thinking();
    if (thinking != null) {
      var found = category.name(routed);
      reasoning
          .labelValues(
              found.isEmpty() ? "none" : found,
              routed.model().name(),
              Boolean.toString(thinking.enabled()),
              thinking.enabled() ? thinking.effort() : "none")
          .inc();
      var family = routed.model().family();
      if (family != null && thinking.enabled()) {
        var kind = family.type().name().toLowerCase(Locale.ROOT);
        templates.labelValues(kind, family.parameter()).inc();
        efforts.labelValues(kind, thinking.effort()).inc();
      }
    }
  }

  void pluginRan(String type, Routed routed, Duration took, @Nullable RouterException error) {
    plugins.labelValues(type, routed.decisionName(), error == null ? "success" : "error").inc();
    pluginLatency.labelValues(type).observe(seconds(took));
    if (error != null) {
      pluginErrors.labelValues(type, error.fault().name().toLowerCase(Locale.ROOT)).inc();
    }
  }

  static double seconds(Duration took) {
    return took.toNanos() / 1e9;
  }
}
