package io.signalbox.server.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.config.TracingConfig;
import io.signalbox.engine.Upstream;
import io.signalbox.server.observe.Category;
import io.signalbox.server.reload.Documents;
import io.signalbox.server.story.Talk;
import io.signalbox.store.CallRecorder;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TracingTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private final List<Headers> sent = new CopyOnWriteArrayList<>();

  /** Keeps what was exported over the shutdown. */
  private static final class Kept implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
      spans.addAll(more);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static TracingConfig config(String sampling) {
    var yaml =
        Documents.YAML
            + "global: {services: {observability: {tracing: {exporter: {endpoint: x}, sampling: {%s}}}}}\n"
                .formatted(sampling);
    return Objects.requireNonNull(Documents.load(yaml).document())
        .global()
        .services()
        .observability()
        .tracing();
  }

  private List<SpanData> spans(String sampling, Call call, String model, Upstream upstream) {
    var kept = new Kept();
    try (var tracing = Tracing.start(config(sampling), "1", Category.of(Documents.CATALOG), kept)) {
      new Talk(Documents.YAML, List.of(tracing.listener()), tracing::around, CallRecorder.NONE)
          .say(
              call,
              model,
              "the derivative of a secret",
              (routed, request) -> {
                sent.add(routed.call().headers().with(request.headers()));
                return upstream.send(routed, request);
              });
    }
    return kept.spans;
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream()
        .filter(span -> span.getName().equals("semantic_router." + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + spans));
  }

  private static Object attribute(SpanData span, String key) {
    return span.getAttributes().asMap().entrySet().stream()
        .filter(entry -> entry.getKey().getKey().equals(key))
        .map(entry -> entry.getValue())
        .findFirst()
        .orElse("");
  }

  @Test
  void aCallIsATreeOfSpans() {
    var spans = spans("", Talk.call("id-1"), "auto", Talk.answering(200, "2x"));
    var root = named(spans, "request.received");
    assertThat(root.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(attribute(root, "gen_ai.operation.name")).isEqualTo("chat");
    assertThat(attribute(root, "routing.selected_model")).isEqualTo("math-expert");
    assertThat(attribute(root, "vsr.response.path")).isEqualTo("upstream");
    assertThat(attribute(root, "http.response.status_code")).isEqualTo(200L);
    var evaluation = named(spans, "signal.evaluation");
    assertThat(named(spans, "signal.keyword").getParentSpanId()).isEqualTo(evaluation.getSpanId());
    for (var name :
        new String[] {
          "signal.evaluation",
          "decision.evaluation",
          "plugin.execution",
          "upstream.request",
          "response.processing"
        }) {
      assertThat(named(spans, name).getParentSpanId()).as(name).isEqualTo(root.getSpanId());
    }
    assertThat(attribute(named(spans, "decision.evaluation"), "decision.name"))
        .isEqualTo("math_decision");
    var upstream = named(spans, "upstream.request");
    assertThat(upstream.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(attribute(upstream, "gen_ai.request.model")).isEqualTo("math-expert");
    assertThat(attribute(upstream, "gen_ai.response.model")).isEqualTo("math-expert-0711");
    assertThat(attribute(upstream, "gen_ai.provider.name")).isEqualTo("openai");
    assertThat(attribute(upstream, "gen_ai.usage.input_tokens")).isEqualTo(7L);
    assertThat(attribute(upstream, "gen_ai.usage.output_tokens")).isEqualTo(5L);
    for (var span : spans) {
      assertThat(span.hasEnded()).isTrue();
      assertThat(span.getEndEpochNanos()).isGreaterThanOrEqualTo(span.getStartEpochNanos());
      assertThat(span.getStartEpochNanos()).isGreaterThanOrEqualTo(root.getStartEpochNanos());
      assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.name")))
          .isEqualTo("signalbox");
    }
  }

  @Test
  void theTraceOfTheCallerGoesOnToTheBackend() {
    var call = Talk.call("i", "traceparent", PARENT, "tracestate", "a=b", "baggage", "k=v");
    var spans = spans("", call, "auto", Talk.answering(200, "2x"));
    var root = named(spans, "request.received");
    assertThat(root.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(root.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    var told = sent.getFirst();
    assertThat(told.first("traceparent"))
        .isEqualTo(
            "00-0af7651916cd43dd8448eb211c80319c-%s-01"
                .formatted(named(spans, "upstream.request").getSpanId()));
    assertThat(told.first("tracestate")).isEqualTo("a=b");
    assertThat(told.first("baggage")).isEqualTo("k=v");
  }

  @Test
  void aCallerThatDoesNotTraceIsNotTraced() {
    var call = Talk.call("i", "traceparent", PARENT.replaceAll("01$", "00"));
    assertThat(spans("", call, "auto", Talk.answering(200, "2x"))).isEmpty();
    assertThat(sent.getFirst().first("traceparent")).endsWith("-00").contains("0af7651916cd43dd");
  }

  @Test
  void samplingDecidesWhereTheCallerDidNot() {
    assertThat(spans("type: always_off", Talk.call("i"), "auto", Talk.answering(200, "a")))
        .isEmpty();
    assertThat(
            spans("type: probabilistic, rate: 0", Talk.call("i"), "auto", Talk.answering(200, "a")))
        .isEmpty();
    assertThat(
            spans("type: probabilistic, rate: 1", Talk.call("i"), "auto", Talk.answering(200, "a")))
        .isNotEmpty();
  }

  @Test
  void garbageInPlaceOfAParentIsNoParent() {
    for (var garbage : new String[] {"", "x", "00-0-0-01", "ff-" + PARENT.substring(3)}) {
      var spans =
          spans("", Talk.call("i", "traceparent", garbage), "auto", Talk.answering(200, "a"));
      assertThat(named(spans, "request.received").getParentSpanContext().isValid()).isFalse();
    }
  }

  @Test
  void errorsAreMarkedByTheirKind() {
    var spans =
        spans(
            "",
            Talk.call("i"),
            "auto",
            (routed, request) -> {
              throw new RouterException(Fault.TIMEOUT, "too late");
            });
    for (var name : new String[] {"request.received", "upstream.request"}) {
      var span = named(spans, name);
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(attribute(span, "error.type")).isEqualTo("timeout");
    }
    var named = spans("", Talk.call("j"), "nobody", Talk.answering(200, "a"));
    assertThat(attribute(named(named, "request.received"), "error.type")).isEqualTo("no_model");
  }

  @Test
  void aCollectorThatHangsCostsSpansAndNoCall() {
    var go = new CountDownLatch(1);
    var tracing =
        Tracing.start(
            config(""),
            "1",
            Category.of(Documents.CATALOG),
            new SpanExporter() {
              @Override
              public CompletableResultCode export(Collection<SpanData> spans) {
                try {
                  go.await();
                } catch (InterruptedException stop) {
                  Thread.currentThread().interrupt();
                }
                return CompletableResultCode.ofFailure();
              }

              @Override
              public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
              }

              @Override
              public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
              }
            });
    var talk =
        new Talk(Documents.YAML, List.of(tracing.listener()), tracing::around, CallRecorder.NONE);
    for (int i = 0; i < 2_000; i++) {
      assertThat(talk.say(Talk.call("i" + i), "auto", "hi", Talk.answering(200, "a"))).isNotNull();
    }
    assertThat(tracing.dropped()).isPositive();
    go.countDown();
    tracing.close();
  }
}
