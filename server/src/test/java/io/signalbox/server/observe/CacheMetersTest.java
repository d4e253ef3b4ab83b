package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.chat.Usage;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.CacheEvent.Tier;
import io.signalbox.plugin.Routed;
import io.signalbox.server.reload.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheMetersTest {
  private static final Duration QUICK = Duration.ofMillis(2);
  private static final String PRICED =
      Documents.YAML.replace(
          "- name: base-model\n    reasoning_family: qwen3",
          "- name: base-model\n    pricing: {currency: EUR, prompt_per_1m: 2, completion_per_1m: 8}\n"
              + "    reasoning_family: qwen3");

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CacheMeters meters = new CacheMeters(registry);
  private final Routed routed = routed(Documents.YAML);

  private static Routed routed(String yaml) {
    return new Router(Documents.recipes(yaml, RouterEvents.NONE), RouterEvents.NONE)
        .explain(Documents.call("a"), Documents.request("auto", Calls.PROMPT));
  }

  private void tell(CacheEvent... events) {
    Stream.of(events).forEach(event -> meters.cached("keeper", routed, event));
  }

  private List<String> lines() throws IOException {
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static CacheEvent.Hit hit(Tier tier, @Nullable Double similarity) {
    return new CacheEvent.Hit(
        "memory", tier, similarity, Duration.ofSeconds(90), new Usage(1_000_000, 500_000), QUICK);
  }

  @Test
  void hitsAreCountedByDecisionTierAndProtocol() throws IOException {
    meters.asked(routed.call(), new RouterEvents.Asked("auto", "openai", false, 0, 7));
    tell(hit(Tier.EXACT, null), hit(Tier.SEMANTIC, 0.93));
    assertThat(lines())
        .contains(
            "llm_cache_plugin_hits_total{decision_name=\"math_decision\",plugin_type=\"keeper\"} 2.0",
            "llm_cache_operations_total{backend=\"memory\",operation=\"lookup\",status=\"hit\"} 2.0",
            "llm_cache_operation_duration_seconds_count{backend=\"memory\",operation=\"lookup\"} 2",
            "llm_response_cache_operation_duration_seconds_count{backend=\"memory\","
                + "hit_kind=\"semantic\",operation=\"lookup\",protocol=\"openai\","
                + "source=\"memory\",status=\"hit\"} 1",
            "llm_response_cache_entry_age_seconds_sum{backend=\"memory\",hit_kind=\"exact\","
                + "source=\"memory\"} 90.0",
            "signalbox_cache_similarity_bucket{outcome=\"hit\",le=\"0.95\"} 1",
            "signalbox_cache_similarity_bucket{outcome=\"hit\",le=\"0.925\"} 0",
            "signalbox_cache_saved_tokens_total{kind=\"prompt\"} 2000000.0",
            "signalbox_cache_saved_tokens_total{kind=\"completion\"} 1000000.0")
        .noneMatch(line -> line.startsWith("signalbox_cache_saved_cost_total{"));
  }

  @Test
  void savedAnswersAreWorthWhatTheModelCosts() throws IOException {
    var paid = routed(PRICED);
    meters.cached("keeper", paid, hit(Tier.EXACT, null));
    assertThat(lines())
        .contains("signalbox_cache_saved_cost_total{currency=\"EUR\",model=\"math-expert\"} 6.0");
  }

  @Test
  void missesAreCountedByReason() throws IOException {
    tell(
        new CacheEvent.Miss("memory", "verifier", 0.87, QUICK),
        new CacheEvent.Miss("redis", "store", null, QUICK),
        new CacheEvent.Miss("redis", "What is my PIN?", null, QUICK));
    assertThat(lines())
        .contains(
            "llm_cache_plugin_misses_total{decision_name=\"math_decision\",plugin_type=\"keeper\"}"
                + " 3.0",
            "signalbox_cache_misses_total{reason=\"verifier\"} 1.0",
            "signalbox_cache_misses_total{reason=\"other\"} 1.0",
            "llm_cache_operations_total{backend=\"redis\",operation=\"lookup\",status=\"error\"}"
                + " 1.0",
            "signalbox_cache_similarity_count{outcome=\"miss\"} 1")
        .noneMatch(line -> line.contains("PIN"));
  }

  @Test
  void everythingElseIsCountedOnce() throws IOException {
    tell(
        new CacheEvent.Stored("memory", 10, QUICK),
        new CacheEvent.Unstored("memory", "cut"),
        new CacheEvent.Waited("memory", "served"),
        new CacheEvent.Checked("memory", true),
        new CacheEvent.Checked("memory", false));
    meters.cleared("memory", "flush", false);
    assertThat(lines())
        .contains(
            "llm_cache_operations_total{backend=\"memory\",operation=\"store\",status=\"success\"}"
                + " 1.0",
            "llm_cache_write_skipped_total{reason=\"cut\"} 1.0",
            "llm_response_cache_singleflight_waiters_total{backend=\"memory\",outcome=\"served\"}"
                + " 1.0",
            "llm_response_cache_invalidations_total{backend=\"memory\",dry_run=\"false\","
                + "operation=\"flush\"} 1.0",
            "signalbox_cache_checks_total{right=\"true\"} 1.0",
            "signalbox_cache_checks_total{right=\"false\"} 1.0")
        .noneMatch(line -> line.startsWith("llm_cache_plugin_hits_total{"));
  }
}
