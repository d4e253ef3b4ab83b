package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Routed;

/** Metrics of what plugins measure of their own work. */
final class FigureMeters {
  private static final double[] BEFORE = {128, 256, 512, 1000, 2000, 4000, 8000, 16000, 32000};
  private static final double[] AFTER = {64, 128, 256, 512, 1000, 2000, 4000, 8000, 16000};
  private static final double[] SAVED = {
    0, 64, 128, 256, 512, 1000, 2000, 4000, 8000, 16000, 32000
  };
  private static final String FORMAT = "text";
  private static final String STRATEGY = "extractive";

  private final Histogram retrieval;
  private final Counter compressions;
  private final Histogram before;
  private final Histogram after;
  private final Histogram ratio;
  private final Histogram saved;
  private final Counter spared;

  FigureMeters(Meters meters) {
    retrieval =
        meters.histogram(
            "vsr_tools_retrieval_duration_seconds",
            "Time to rank tools by what they have to do with a question.",
            Meters.FAST,
            "strategy");
    compressions =
        meters.counter(
            "llm_context_compression_applied_total",
            "Requests whose results of tools were shortened.",
            "decision",
            "strategy",
            "target",
            "status");
    before =
        meters.histogram(
            "llm_context_compression_tokens_before",
            "Estimated tokens of results of tools that were shortened.",
            BEFORE,
            "format");
    after =
        meters.histogram(
            "llm_context_compression_tokens_after",
            "Estimated tokens of results of tools once shortened.",
            AFTER,
            "format");
    ratio =
        meters.histogram(
            "llm_context_compression_ratio",
            "Estimated tokens once shortened as a share of those before.",
            Meters.SHARES,
            "format");
    saved =
        meters.histogram(
            "llm_context_compression_tokens_saved",
            "Estimated tokens by which a request was shortened.",
            SAVED,
            "strategy",
            "token_counter_source");
    spared =
        meters.counter(
            "llm_context_compression_cost_saved_total",
            "What those tokens would have cost by configured prices.",
            "model",
            "currency");
  }

  void measured(Routed routed, Figure figure) {
    switch (figure) {
      case Figure.ToolsRetrieved(var strategy, var took) ->
          retrieval.labelValues(strategy).observe(RoutingMeters.seconds(took));
      case Figure.ToolResultsShortened shortened -> shortened(routed, shortened);
    }
  }

  private void shortened(Routed routed, Figure.ToolResultsShortened tokens) {
    long less = tokens.tokensBefore() - tokens.tokensAfter();
    compressions.labelValues(routed.decisionName(), STRATEGY, "tool_outputs", "applied").inc();
    before.labelValues(FORMAT).observe((double) tokens.tokensBefore());
    after.labelValues(FORMAT).observe((double) tokens.tokensAfter());
    ratio.labelValues(FORMAT).observe(tokens.tokensAfter() / (double) tokens.tokensBefore());
    saved.labelValues(STRATEGY, "heuristic").observe((double) less);
    var pricing = routed.model().traits().pricing();
    if (pricing != null && less > 0) {
      spared
          .labelValues(routed.model().name(), pricing.currency())
          .inc(pricing.of((double) less, 0));
    }
  }
}
