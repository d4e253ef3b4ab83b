package io.signalbox.server.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.signalbox.chat.Call;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Verdict;
import io.signalbox.engine.RouterEvents;
import io.signalbox.plugin.Routed;
import io.signalbox.server.observe.CallNotes;
import io.signalbox.server.observe.Category;
import io.signalbox.server.observe.RequestId;
import io.signalbox.signal.Reading;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a trace of each call: its names beside those of the conventions for generative AI. No
 * attribute holds a word of a prompt, a key, or who asks.
 */
final class TraceListener implements RouterEvents {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final TextMapGetter<Headers> GETTER = new HeaderGetter();

  private final Tracer tracer;
  private final Category category;
  private final CallNotes<OpenTrace> traces = new CallNotes<>();

  TraceListener(Tracer tracer, Category category) {
    this.tracer = tracer;
    this.category = category;
  }

  private static final class HeaderGetter implements TextMapGetter<Headers> {
    @Override
    @SuppressWarnings("deprecation") // The method has no body of its own yet.
    public Iterable<String> keys(Headers headers) {
      return headers.fields().stream().map(Header::name).toList();
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String key) {
      return headers == null ? null : headers.first(key);
    }
  }

  @Override
  public void asked(Call call, Asked asked) {
    var trace = new OpenTrace(tracer, W3C.extract(Context.root(), call.headers(), GETTER));
    trace.operation(operation(asked.protocol()));
    trace
        .root()
        .setAttribute("request.id", RequestId.printable(call.id()))
        .setAttribute("vsr.call.id", call.key())
        .setAttribute("routing.original_model", RequestId.printable(asked.model()))
        .setAttribute("gen_ai.operation.name", trace.operation())
        .setAttribute("gen_ai.request.model", RequestId.printable(asked.model()))
        .setAttribute("vsr.client.protocol", asked.protocol())
        .setAttribute("vsr.context.token_count", asked.promptTokens());
    traces.open(call, trace);
  }

  private static String operation(String protocol) {
    return protocol.contains("embedding")
        ? "embeddings"
        : protocol.contains("completion") ? "text_completion" : "chat";
  }

  @Override
  public void signalRead(Call call, String type, Reading reading, Duration took) {
    var trace = traces.of(call);
    if (trace == null) {
      return;
    }
    var span = trace.signal("semantic_router.signal." + type, took);
    span.setAttribute("signal.type", type).setAttribute("signal.latency_ms", millis(took));
    switch (reading) {
      case Reading.Hit hit -> {
        span.setAttribute("signal.matched_rules", String.join(",", hit.labels().keySet()));
        hit.labels().values().stream()
            .max(Double::compare)
            .ifPresent(best -> span.setAttribute("signal.confidence", best));
      }
      case Reading.Miss _ -> span.setAttribute("signal.matched_rules", "");
      case Reading.Failed _ -> span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  @Override
  public void decided(Call call, String recipe, Verdict verdict, Duration took) {
    var trace = traces.of(call);
    if (trace == null) {
      return;
    }
    var span = trace.decision(took);
    var decision = verdict.decision();
    if (decision != null) {
      span.setAttribute("decision.name", decision.name())
          .setAttribute("decision.confidence", verdict.confidence())
          .setAttribute(
              "decision.matched_rules",
              verdict.matched().stream()
                  .map(name -> name.type() + ":" + name.name())
                  .collect(Collectors.joining(",")));
    }
    span.setAttribute("vsr.recipe", recipe);
    span.end();
  }

  @Override
  public void routed(Routed routed, Duration took) {
    var trace = traces.of(routed.call());
    if (trace != null) {
      trace
          .root()
          .setAttribute("routing.selected_model", routed.model().name())
          .setAttribute("routing.strategy", routed.selection().algorithm())
          .setAttribute("routing.reason", routed.selection().reason())
          .setAttribute("decision.name", routed.decisionName())
          .setAttribute("category.name", category.name(routed))
          .setAttribute("model.reasoning_enabled", routed.selection().candidate().reasons());
    }
  }

  @Override
  public void pluginRan(
      String type, Routed routed, Duration took, @Nullable RouterException error) {
    var trace = traces.of(routed.call());
    if (trace != null) {
      var span = trace.beneath("semantic_router.plugin.execution", took);
      span.setAttribute("plugin.type", type)
          .setAttribute("plugin.decision", routed.decisionName())
          .setAttribute("plugin.status", error == null ? "success" : "error")
          .setAttribute("plugin.latency_ms", millis(took));
      blame(span, error);
      span.end();
    }
  }

  /** Begins to ask a backend; gives what tells it of the trace. */
  HeaderEdits asking(Routed routed) {
    var trace = traces.of(routed.call());
    if (trace == null) {
      return HeaderEdits.NONE;
    }
    trace
        .ask()
        .setAttribute("gen_ai.operation.name", trace.operation())
        .setAttribute("gen_ai.request.model", routed.model().name())
        .setAttribute("gen_ai.provider.name", routed.model().apiFormat())
        .setAttribute("model.name", routed.model().name());
    var edits = new HeaderEdits[] {HeaderEdits.NONE};
    W3C.inject(
        trace.asking(),
        edits,
        (carrier, key, value) ->
            Objects.requireNonNull(carrier)[0] = carrier[0].overwrite(key, value));
    return edits[0];
  }

  /** No reply came. */
  void unanswered(Routed routed, RouterException error) {
    var trace = traces.of(routed.call());
    var span = trace == null ? null : trace.upstream();
    if (trace != null && span != null) {
      blame(span, error);
      trace.endUpstream();
    }
  }

  @Override
  public void replied(Routed routed, int status, boolean stream, Duration took) {
    var trace = traces.of(routed.call());
    if (trace != null) {
      trace.headArrived();
      var span = trace.upstream();
      if (span != null) {
        span.setAttribute("http.response.status_code", status);
      }
    }
  }

  @Override
  public void finished(Routed routed, Ending ending) {
    var trace = traces.of(routed.call());
    if (trace == null) {
      return;
    }
    var span = trace.upstream();
    var usage = ending.usage();
    if (span != null) {
      if (usage != null) {
        span.setAttribute("gen_ai.usage.input_tokens", usage.prompt())
            .setAttribute("gen_ai.usage.output_tokens", usage.completion())
            .setAttribute("model.token_count_prompt", usage.prompt())
            .setAttribute("model.token_count_completion", usage.completion());
      }
      if (ending.model() != null) {
        span.setAttribute("gen_ai.response.model", RequestId.printable(ending.model()));
      }
      blame(span, ending.error());
      if (ending.status() >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    trace.endUpstream();
    var response = trace.response();
    if (response != null) {
      response.setAttribute("vsr.response.complete", ending.complete());
      response.end();
    }
  }

  @Override
  public void served(Call call, Served served) {
    var trace = traces.close(call).note();
    if (trace != null) {
      trace
          .root()
          .setAttribute("vsr.response.path", served.path())
          .setAttribute("http.response.status_code", served.status());
      blame(trace.root(), served.error());
      trace.end();
    }
  }

  @Override
  public void failed(Call call, @Nullable String askedFor, RouterException error) {
    var trace = traces.close(call).note();
    if (trace != null) {
      trace.root().setAttribute("http.response.status_code", error.status());
      blame(trace.root(), error);
      trace.end();
    }
  }

  private static void blame(Span span, @Nullable RouterException error) {
    if (error != null) {
      span.setAttribute("error.type", error.fault().name().toLowerCase(Locale.ROOT));
      span.setStatus(StatusCode.ERROR);
    }
  }

  private static double millis(Duration took) {
    return took.toNanos() / 1e6;
  }
}
