package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.chat.Calls;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Pricing;
import io.signalbox.fleet.Traits;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.select.Candidate;
import io.signalbox.select.Selection;
import io.signalbox.server.reload.Documents;
import io.signalbox.signal.Readings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureMetersTest {
  private static List<String> samples(Routed routed, Figure... figures) throws IOException {
    var registry = new PrometheusRegistry();
    var listener = new MetricsListener(registry, Documents.CATALOG);
    for (var figure : figures) {
      listener.pluginMeasured("x", routed, figure);
    }
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static Routed toModelOf(Pricing pricing) {
    var model = RoutedCalls.model("m").withTraits(new Traits("", List.of(), 0, null, pricing));
    return new Routed(
        Calls.with(),
        "default",
        "auto",
        Readings.NONE,
        Verdict.NONE,
        new Selection(new Candidate(model, null), "single", ""));
  }

  @Test
  void shortenedResultsAreMeasured() throws IOException {
    var shortened = new Figure.ToolResultsShortened(6_000, 1_500);
    assertThat(samples(RoutedCalls.to("m"), shortened))
        .contains(
            "llm_context_compression_applied_total{decision=\"\",status=\"applied\","
                + "strategy=\"extractive\",target=\"tool_outputs\"} 1.0",
            "llm_context_compression_tokens_before_sum{format=\"text\"} 6000.0",
            "llm_context_compression_tokens_before_bucket{format=\"text\",le=\"4000.0\"} 0",
            "llm_context_compression_tokens_before_bucket{format=\"text\",le=\"8000.0\"} 1",
            "llm_context_compression_tokens_after_sum{format=\"text\"} 1500.0",
            "llm_context_compression_ratio_sum{format=\"text\"} 0.25",
            "llm_context_compression_tokens_saved_sum{strategy=\"extractive\","
                + "token_counter_source=\"heuristic\"} 4500.0")
        .noneMatch(sample -> sample.startsWith("llm_context_compression_cost_saved_total{"));
  }

  @Test
  void savedTokensOfModelsWithPricesSaveCost() throws IOException {
    var shortened = new Figure.ToolResultsShortened(1_500_000, 500_000);
    assertThat(samples(toModelOf(new Pricing("EUR", 2, 8, 0, null)), shortened, shortened))
        .contains("llm_context_compression_cost_saved_total{currency=\"EUR\",model=\"m\"} 4.0");
  }

  @Test
  void theRankingOfToolsIsTimed() throws IOException {
    var ranked = new Figure.ToolsRetrieved("bm25", Duration.ofMillis(20));
    assertThat(samples(RoutedCalls.to("m"), ranked))
        .contains(
            "vsr_tools_retrieval_duration_seconds_sum{strategy=\"bm25\"} 0.02",
            "vsr_tools_retrieval_duration_seconds_bucket{strategy=\"bm25\",le=\"0.01\"} 0",
            "vsr_tools_retrieval_duration_seconds_bucket{strategy=\"bm25\",le=\"0.025\"} 1");
  }
}
