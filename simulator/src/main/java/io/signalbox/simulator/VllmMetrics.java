package io.signalbox.simulator;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of vLLM that routers and autoscalers read, in vLLM's names. Confined to the event
 * loop.
 *
 * @see <a href="https://docs.vllm.ai/en/latest/usage/metrics.html">vLLM: production metrics</a>
 */
final class VllmMetrics {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String MODEL = "model_name";
  private static final List<String> FINISHED_REASONS = List.of("stop", "length", "abort");

  /** The size of the simulated KV cache, in tokens: 1024 blocks of 16. */
  private static final int CACHE_TOKENS = 1024 * 16;

  private static final double[] FIRST_TOKEN_BOUNDS = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40,
    80, 160, 640, 2560
  };
  private static final double[] INTER_TOKEN_BOUNDS = {
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80
  };
  private static final double[] REQUEST_BOUNDS = {
    0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final String baseName;
  private final int maxLoras;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Set<RunningRequest> running = new LinkedHashSet<>();
  private final Counter promptTokens;
  private final Counter generationTokens;
  private final Counter success;
  private final Histogram timeToFirstToken;
  private final Histogram interTokenLatency;
  private final Histogram timePerOutputToken;
  private final Histogram endToEnd;

  VllmMetrics(SimulatorOptions options, InstantSource clock, LongSupplier nanoTime) {
    this.baseName = options.baseNames().getFirst();
    this.maxLoras = options.maxLoras();
    this.clock = clock;
    this.nanoTime = nanoTime;
    gauge("vllm:num_requests_running", "Requests that are being answered.", Set::size);
    gauge("vllm:num_requests_waiting", "Requests that wait for a place.", all -> 0);
    gauge("vllm:kv_cache_usage_perc", "Share of the KV cache in use, 0 to 1.", VllmMetrics::usage);
    loraGauge();
    promptTokens = counter("vllm:prompt_tokens_total", "Prompt tokens taken in.");
    generationTokens = counter("vllm:generation_tokens_total", "Tokens generated.");
    success =
        Counter.builder()
            .name("vllm:request_success_total")
            .help("Requests done, by how they ended.")
            .labelNames(MODEL, "finished_reason")
            .register(registry);
    FINISHED_REASONS.forEach(reason -> success.initLabelValues(baseName, reason));
    timeToFirstToken =
        histogram("vllm:time_to_first_token_seconds", "Until the first token.", FIRST_TOKEN_BOUNDS);
    interTokenLatency =
        histogram("vllm:inter_token_latency_seconds", "Between two tokens.", INTER_TOKEN_BOUNDS);
    timePerOutputToken =
        histogram("vllm:time_per_output_token_seconds", "Between two tokens.", INTER_TOKEN_BOUNDS);
    endToEnd = histogram("vllm:e2e_request_latency_seconds", "From first to last.", REQUEST_BOUNDS);
  }

  RunningRequest begin(CompletionCall call) {
    RunningRequest request = new RunningRequest(this, call, nanoTime);
    running.add(request);
    return request;
  }

  void firstToken(double seconds, int prompt) {
    timeToFirstToken.labelValues(baseName).observe(seconds);
    promptTokens.labelValues(baseName).inc(prompt);
  }

  void nextToken(double seconds) {
    interTokenLatency.labelValues(baseName).observe(seconds);
    timePerOutputToken.labelValues(baseName).observe(seconds);
  }

  void generated(int tokens) {
    generationTokens.labelValues(baseName).inc(tokens);
  }

  void ended(RunningRequest request, double seconds, List<String> reasons) {
    running.remove(request);
    endToEnd.labelValues(baseName).observe(seconds);
    reasons.forEach(reason -> success.labelValues(baseName, reason).inc());
  }

  byte[] exposition() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }

  private static double usage(Set<RunningRequest> all) {
    double tokens = all.stream().mapToInt(RunningRequest::heldTokens).sum();
    return Math.min(1, tokens / CACHE_TOKENS);
  }

  private void gauge(String name, String help, ToDoubleFunction<Set<RunningRequest>> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(MODEL)
        .callback(callback -> callback.call(value.applyAsDouble(running), baseName))
        .register(registry);
  }

  /** The value of this gauge is the time of its labels; readers take the newest series. */
  private void loraGauge() {
    GaugeWithCallback.builder()
        .name("vllm:lora_requests_info")
        .help("The adapters that are running and waiting.")
        .labelNames("max_lora", "running_lora_adapters", "waiting_lora_adapters")
        .callback(callback ->
            callback.call(
                clock.millis() / 1000.0, Integer.toString(maxLoras), runningAdapters(), ""))
        .register(registry);
  }

  private String runningAdapters() {
    Set<String> names = new TreeSet<>();
    running.stream().flatMap(request -> request.adapter().stream()).forEach(names::add);
    return String.join(",", names);
  }

  private Counter counter(String name, String help) {
    Counter counter = Counter.builder().name(name).help(help).labelNames(MODEL).register(registry);
    counter.initLabelValues(baseName);
    return counter;
  }

  private Histogram histogram(String name, String help, double... bounds) {
    Histogram histogram =
        Histogram.builder()
            .name(name)
            .help(help)
            .labelNames(MODEL)
            .classicOnly()
            .classicUpperBounds(bounds)
            .register(registry);
    histogram.initLabelValues(baseName);
    return histogram;
  }
}
