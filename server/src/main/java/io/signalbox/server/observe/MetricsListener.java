package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.config.tree.Problem;
import io.signalbox.decide.Verdict;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Deed;
import io.signalbox.plugin.Figure;
import io.signalbox.plugin.Routed;
import io.signalbox.server.reload.ConfigEvents;
import io.signalbox.signal.Reading;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times calls, under the names of the router this one replaces. No label value comes
 * from a client unless the configuration knows it.
 */
public final class MetricsListener implements RouterEvents, ConfigEvents {
  private final ModelLabel label = new ModelLabel();
  private final CallLedger ledger = new CallLedger();
  private final RoutingMeters routing;
  private final DeedMeters deeds;
  private final FigureMeters figures;
  private final SelectionMeters selections;
  private final TokenMeters tokens;
  private final Histogram contextTokens;
  private final CallNotes<Long> promptTokens = new CallNotes<>();
  private final Counter requests;
  private final Counter errors;
  private final Histogram completionLatency;
  private final Histogram firstToken;
  private final Histogram routingLatency;
  private final Counter modifications;
  private final Counter reasons;
  private final Counter unseen;
  private final Counter headersLate;
  private final BackendMeters backends;

  /**
   * Registers all meters.
   *
   * @param catalog tells which signals name the category of a call
   */
  public MetricsListener(PrometheusRegistry registry, Catalog catalog) {
    var meters = new Meters(registry);
    backends = new BackendMeters(meters);
    routing = new RoutingMeters(meters, Category.of(catalog));
    deeds = new DeedMeters(meters);
    figures = new FigureMeters(meters);
    selections = new SelectionMeters(meters);
    tokens = new TokenMeters(meters);
    contextTokens =
        meters.histogram(
            "llm_context_token_count",
            "Estimated tokens of prompts that were routed.",
            Meters.CONTEXTS,
            "model",
            "context_level");
    requests = meters.counter("llm_model_requests_total", "Calls by model.", "model");
    errors =
        meters.counter(
            "llm_request_errors_total", "Calls that did not end well.", "model", "reason");
    completionLatency =
        meters.histogram(
            "llm_model_completion_latency_seconds",
            "From sending the request to the end of the reply.",
            Meters.SLOW,
            "model");
    firstToken =
        meters.histogram(
            "llm_model_ttft_seconds",
            "From sending the request to the first byte of the reply's body.",
            Meters.SLOW,
            "model");
    routingLatency =
        meters.histogram(
            "llm_model_routing_latency_seconds",
            "From the request to the chosen model.",
            Meters.FAST);
    modifications =
        meters.counter(
            "llm_model_routing_modifications_total",
            "Calls whose model the router chose.",
            "source_model",
            "target_model");
    reasons =
        meters.counter(
            "llm_routing_reason_codes_total",
            "Calls by why they go where they go.",
            "reason_code",
            "model");
    unseen =
        meters.counter(
            "signalbox_prompts_unseen_total",
            "Requests whose prompt the proxy did not show.",
            "reason");
    headersLate =
        meters.counter(
            "signalbox_reply_headers_late_total",
            "Replies whose headers the proxy had sent on before they could be changed.");
    GaugeWithCallback.builder()
        .name("llm_model_inflight_requests")
        .help("Calls that are being answered.")
        .labelNames("model")
        .callback(this::inflight)
        .register(registry);
  }

  private void inflight(GaugeWithCallback.Callback callback) {
    var counts = new TreeMap<String, Integer>();
    label.models().forEach(model -> counts.put(model, 0));
    ledger.each(open -> counts.merge(open.routed().model().name(), 1, Integer::sum));
    counts.forEach((model, count) -> callback.call(count, model));
  }

  @Override
  public void activated(long generation, Recipes recipes, List<Problem> warnings) {
    label.follow(recipes.fleet());
  }

  @Override
  public void asked(Call call, Asked asked) {
    promptTokens.open(call, asked.promptTokens());
  }

  @Override
  public void signalRead(Call call, String type, Reading reading, Duration took) {
    routing.signalRead(type, reading, took);
  }

  @Override
  public void decided(Call call, String recipe, Verdict verdict, Duration took) {
    routing.decided(verdict, took);
  }

  @Override
  public void pluginRan(
      String type, Routed routed, Duration took, @Nullable RouterException error) {
    routing.pluginRan(type, routed, took, error);
  }

  @Override
  public void pluginActed(String type, Routed routed, Deed deed, String subject) {
    deeds.count(routed.decisionName(), deed, subject);
  }

  @Override
  public void pluginMeasured(String type, Routed routed, Figure figure) {
    figures.measured(routed, figure);
  }

  @Override
  public void selected(Routed routed, Duration took) {
    selections.selected(routed, took);
  }

  @Override
  public void routed(Routed routed, Duration took) {
    ledger.open(routed, took);
    var model = routed.model().name();
    var context = promptTokens.close(routed.call()).note();
    if (context != null) {
      contextTokens.labelValues(model, ModelLabel.UNKNOWN).observe((double) context);
    }
    requests.labelValues(model).inc();
    reasons.labelValues(routed.auto() ? "auto_routing" : "model_specified", model).inc();
    if (routed.auto()) {
      routing.routed(routed);
      selections.routed(routed);
      routingLatency.observe(RoutingMeters.seconds(took));
      modifications.labelValues(label.of(routed.askedFor()), model).inc();
    }
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    if (!ledger.close(routed.call()).first()) {
      return;
    }
    var model = routed.model().name();
    var reason = ErrorReason.of(ending);
    if (reason != null) {
      errors.labelValues(model, reason).inc();
    }
    if (ending.answeredBy() != null) {
      return;
    }
    if (ending.timeToFirstByte() != null && ending.status() < 400) {
      firstToken.labelValues(model).observe(RoutingMeters.seconds(ending.timeToFirstByte()));
    }
    if (reason == null && ending.complete()) {
      completionLatency.labelValues(model).observe(RoutingMeters.seconds(ending.total()));
    }
    tokens.finished(routed.model(), ending);
  }

  /** Only a call that no backend was asked for is still open here. */
  @Override
  public void served(Call call, Served served) {
    ledger.close(call);
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    var end = ledger.close(call);
    if (!end.first()) {
      return;
    }
    var open = end.open();
    var model = open == null ? label.of(askedFor) : open.routed().model().name();
    var reason =
        error.fault() == Fault.NO_MODEL && label.auto(askedFor)
            ? "no_model_selected"
            : ErrorReason.of(error.fault());
    errors.labelValues(model, reason).inc();
  }

  @Override
  public void fellBack(Routed from, Routed to, String why) {
    ledger.reroute(to);
    backends.fellBack(from, to, why);
  }

  @Override
  public void retried(Routed routed, String backend, String why) {
    backends.retried(routed, why);
  }

  @Override
  public void backendEjected(String model, String backend, Duration time) {
    backends.ejected(model, backend);
  }

  @Override
  public void unseen(Call call, String reason) {
    unseen.labelValues(reason).inc();
  }

  @Override
  public void limitUnchecked(Call call, boolean passed) {
    deeds.limitUnchecked(passed);
  }

  @Override
  public void headersLate(Routed routed, HeaderEdits dropped) {
    headersLate.inc();
  }
}
