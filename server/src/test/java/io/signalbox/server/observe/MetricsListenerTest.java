package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.select.Selection;
import io.signalbox.server.reload.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsListenerTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final MetricsListener listener = new MetricsListener(registry, Documents.CATALOG);
  private final Calls calls = new Calls(listener);

  @BeforeEach
  void knowTheCatalog() {
    listener.activated(1, calls.router.current(), List.of());
  }

  @Test
  void routedCallIsCounted() {
    calls.serve("a", "auto", Calls.answering(200));
    assertThat(samples())
        .contains(
            "llm_model_requests_total{model=\"math-expert\"} 1.0",
            "llm_routing_reason_codes_total{model=\"math-expert\",reason_code=\"auto_routing\"}"
                + " 1.0",
            "llm_model_routing_modifications_total{source_model=\"auto\","
                + "target_model=\"math-expert\"} 1.0",
            "llm_model_tokens_total{model=\"math-expert\"} 12.0",
            "llm_model_prompt_tokens_total{model=\"math-expert\"} 7.0",
            "llm_model_completion_tokens_total{model=\"math-expert\"} 5.0",
            "llm_prompt_tokens_per_request_bucket{model=\"math-expert\",le=\"0.0\"} 0",
            "llm_prompt_tokens_per_request_bucket{model=\"math-expert\",le=\"8.0\"} 1",
            "llm_completion_tokens_per_request_count{model=\"math-expert\"} 1",
            "llm_model_completion_latency_seconds_count{model=\"math-expert\"} 1",
            "llm_model_completion_latency_seconds_bucket{model=\"math-expert\",le=\"300.0\"} 1",
            "llm_model_ttft_seconds_count{model=\"math-expert\"} 1",
            "llm_model_ttft_seconds_bucket{model=\"math-expert\",le=\"15.0\"} 1",
            "llm_model_tpot_seconds_count{model=\"math-expert\"} 1",
            "llm_model_routing_latency_seconds_count 1",
            "llm_model_inflight_requests{model=\"math-expert\"} 0.0",
            "llm_signal_extraction_total{signal_name=\"sums\",signal_type=\"keyword\"} 1.0",
            "llm_signal_match_total{signal_name=\"sums\",signal_type=\"keyword\"} 1.0",
            "llm_signal_match_total{signal_name=\"math\",signal_type=\"domain\"} 1.0",
            "llm_signal_extraction_latency_seconds_count{signal_type=\"domain\"} 1",
            "llm_model_selection_duration_seconds_count{method=\"single\"} 1",
            "llm_model_selection_duration_seconds_bucket{method=\"single\",le=\"60.0\"} 1",
            "llm_decision_evaluation_total 1.0",
            "llm_decision_evaluation_latency_seconds_count 1",
            "llm_decision_match_total{decision_name=\"math_decision\"} 1.0",
            "llm_decision_confidence_count{decision_name=\"math_decision\"} 1",
            "llm_reasoning_decisions_total{category=\"math\",effort=\"medium\",enabled=\"true\","
                + "model=\"math-expert\"} 1.0",
            "llm_reasoning_template_usage_total{family=\"qwen3\",param=\"enable_thinking\"} 1.0",
            "llm_reasoning_effort_usage_total{effort=\"medium\",family=\"qwen3\"} 1.0")
        .noneMatch(sample -> sample.startsWith("llm_request_errors_total"))
        .noneMatch(sample -> sample.startsWith("llm_signal_match_total{signal_name=\"courts\""));
  }

  @Test
  void pluginsAreCounted() {
    calls.serve("a", "auto", Calls.answering(200));
    var routed = calls.router.explain(Documents.call("b"), Documents.request("auto", Calls.PROMPT));
    listener.pluginRan(
        "system_prompt", routed, Duration.ZERO, new RouterException(Fault.INTERNAL, "broken"));
    assertThat(samples())
        .contains(
            "llm_plugin_execution_total{decision_name=\"math_decision\","
                + "plugin_type=\"system_prompt\",status=\"success\"} 1.0",
            "llm_plugin_execution_total{decision_name=\"math_decision\","
                + "plugin_type=\"system_prompt\",status=\"error\"} 1.0",
            "llm_plugin_execution_latency_seconds_count{plugin_type=\"system_prompt\"} 2",
            "llm_plugin_execution_errors_total{error_reason=\"internal\","
                + "plugin_type=\"system_prompt\"} 1.0");
  }

  @ParameterizedTest
  @CsvSource({"auto, 1", "math-expert, 0"})
  void whatNobodyPickedIsAFallbackUnlessTheClientNamedIt(String asked, int fallbacks) {
    var routed = calls.router.explain(Documents.call("a"), Documents.request("auto", Calls.PROMPT));
    var kept = new Selection(routed.selection().candidate(), "", "first of all");

    listener.routed(
        new Routed(
            routed.call(), routed.recipe(), asked, routed.readings(), routed.verdict(), kept),
        Duration.ZERO);

    assertThat(samples("llm_model_selection_fallback_total")).hasSize(fallbacks);
  }

  @Test
  void namedModelIsCountedAsNamed() {
    calls.serve("a", "law-expert", Calls.answering(200));
    assertThat(samples())
        .contains(
            "llm_routing_reason_codes_total{model=\"law-expert\","
                + "reason_code=\"model_specified\"} 1.0",
            "llm_model_routing_latency_seconds_count 0")
        .noneMatch(sample -> sample.startsWith("llm_model_selection_duration"))
        .noneMatch(sample -> sample.startsWith("llm_model_routing_modifications_total"));
  }

  @Test
  void errorsAreCountedByReasonAndModelOnceACall() {
    calls.serve("a", "auto", Calls.failing(Fault.TIMEOUT));
    calls.serve("b", "auto", Calls.answering(429));
    calls.serve("c", "auto", Calls.answering(500));
    calls.serve("d", "law-expert", Calls.breaking());
    calls.serve("e", "nobody", Calls.answering(200));
    listener.failed(Documents.call("f"), null, new RouterException(Fault.BAD_REQUEST, "malformed"));
    listener.failed(Documents.call("g"), "auto", new RouterException(Fault.NO_MODEL, "none"));
    assertThat(samples("llm_request_errors_total"))
        .containsExactlyInAnyOrder(
            "llm_request_errors_total{model=\"math-expert\",reason=\"timeout\"} 1.0",
            "llm_request_errors_total{model=\"math-expert\",reason=\"upstream_4xx\"} 1.0",
            "llm_request_errors_total{model=\"math-expert\",reason=\"upstream_5xx\"} 1.0",
            "llm_request_errors_total{model=\"law-expert\",reason=\"upstream_5xx\"} 1.0",
            "llm_request_errors_total{model=\"unknown\",reason=\"model_not_found\"} 1.0",
            "llm_request_errors_total{model=\"unknown\",reason=\"parse_error\"} 1.0",
            "llm_request_errors_total{model=\"auto\",reason=\"no_model_selected\"} 1.0");
    assertThat(samples("llm_model_inflight_requests")).allMatch(line -> line.endsWith(" 0.0"));
  }

  @Test
  void openCallsAreInFlight() {
    var seen = new AtomicInteger();
    calls.serve(
        "a",
        "auto",
        (routed, request) -> {
          assertThat(samples()).contains("llm_model_inflight_requests{model=\"math-expert\"} 1.0");
          seen.incrementAndGet();
          return Calls.answering(200).send(routed, request);
        });
    assertThat(seen).hasValue(1);
    assertThat(samples()).contains("llm_model_inflight_requests{model=\"math-expert\"} 0.0");
  }

  @Test
  void namesOfClientsMakeNoSeries() {
    calls.serve("warm", "nobody", Calls.answering(200));
    int before = samples().size();
    for (int i = 0; i < 10_000; i++) {
      listener.failed(
          Documents.call("a"), "made-up-" + i, new RouterException(Fault.NO_MODEL, "none"));
    }
    assertThat(samples()).hasSize(before);
    assertThat(String.join("\n", samples())).doesNotContain("made-up");
  }

  @Test
  void unseenPromptsAreCounted() {
    listener.unseen(Documents.call("a"), "request_body_mode NONE");
    assertThat(samples())
        .contains("signalbox_prompts_unseen_total{reason=\"request_body_mode NONE\"} 1.0");
  }

  @Test
  void configurationAndProcessAreMeasured() {
    var process = new ProcessMetrics(registry);
    process.countStreams(() -> 3);
    var recipes = Documents.recipes(Documents.YAML, RouterEvents.NONE);
    process.activated(1, recipes, List.of());
    process.activated(2, recipes, List.of());
    process.refused(List.of());
    assertThat(samples())
        .contains(
            "signalbox_config_generation 2.0",
            "signalbox_config_reload_total{result=\"ok\"} 1.0",
            "signalbox_config_reload_total{result=\"failed\"} 1.0",
            "signalbox_open_streams 3.0")
        .anyMatch(sample -> sample.startsWith("jvm_memory_used_bytes"));
  }

  @Test
  void failingBackendsAreCounted() {
    calls.serve("a", "auto", calls.fallingBack("law-expert"));
    listener.backendEjected("base-model", "one", Duration.ofSeconds(30));
    assertThat(samples())
        .contains(
            "signalbox_model_fallbacks_total{from_model=\"math-expert\",reason=\"upstream\","
                + "to_model=\"law-expert\"} 1.0",
            "signalbox_backend_ejections_total{backend=\"one\",model=\"base-model\"} 1.0",
            "llm_request_errors_total{model=\"law-expert\",reason=\"upstream_5xx\"} 1.0");
  }

  @Test
  void whatPluginsDoIsCounted() {
    var routed = RoutedCalls.to("m");
    listener.pluginActed("x", routed, Deed.PARAM_BLOCKED, "seed");
    listener.pluginActed("x", routed, Deed.MAX_TOKENS_CAPPED, "");
    listener.pluginActed("x", routed, Deed.MAX_N_CAPPED, "");
    listener.pluginActed("x", routed, Deed.UNKNOWN_FIELD_STRIPPED, "other");
    listener.pluginActed("x", routed, Deed.TOOLS_CHANGED, "none");
    listener.pluginActed("x", routed, Deed.BLOCKED, "policy");
    listener.pluginActed("x", routed, Deed.REDACTED, "PERSON");
    listener.pluginActed("x", routed, Deed.REDACTED, "PERSON");
    listener.limitUnchecked(routed.call(), true);
    assertThat(samples())
        .contains(
            "sr_request_params_blocked_total{decision=\"\",param=\"seed\"} 1.0",
            "sr_request_params_max_tokens_capped_total{decision=\"\"} 1.0",
            "sr_request_params_max_n_capped_total{decision=\"\"} 1.0",
            "sr_request_params_unknown_field_stripped_total{decision=\"\",field=\"other\"} 1.0",
            "signalbox_tools_changed_total{decision=\"\",mode=\"none\"} 1.0",
            "signalbox_blocked_total{decision=\"\",reason=\"policy\"} 1.0",
            "signalbox_redacted_total{decision=\"\",type=\"PERSON\"} 2.0",
            "signalbox_ratelimit_unchecked_total{passed=\"true\"} 1.0");
  }

  @Test
  void anAnswerOfAPluginIsNoModelsLatency() {
    var routed = RoutedCalls.to("m");
    listener.routed(routed, Duration.ZERO);
    listener.finished(
        routed,
        new RouterEvents.Ending(
            200,
            new Usage(0, 0),
            null,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            true,
            null,
            "x"));
    assertThat(samples("llm_model_ttft_seconds_count")).isEmpty();
    assertThat(samples("llm_model_completion_latency_seconds_count")).isEmpty();
    assertThat(samples("llm_prompt_tokens_per_request_count")).isEmpty();
    assertThat(samples("llm_model_inflight_requests{model=\"m\"} 1")).isEmpty();
  }

  private List<String> samples(String prefix) {
    return samples().stream().filter(sample -> sample.startsWith(prefix)).toList();
  }

  private List<String> samples() {
    var out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.toList());
  }
}
