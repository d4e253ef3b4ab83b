package io.signalbox.server.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a call that has not ended. It must not hold the call. Used by the call's thread
 * only.
 */
final class OpenTrace {
  private final Tracer tracer;
  private final Instant began = Instant.now();
  private final Span root;
  private final Context context;
  private @Nullable Span evaluation;
  private @Nullable Span upstream;
  private @Nullable Instant lastRead;
  private @Nullable Instant head;
  private String operation = "chat";

  OpenTrace(Tracer tracer, Context parent) {
    this.tracer = tracer;
    this.root =
        tracer
            .spanBuilder("semantic_router.request.received")
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(began)
            .startSpan();
    this.context = parent.with(root);
  }

  Span root() {
    return root;
  }

  /** What the call asks for, as the conventions for generative AI name it. */
  String operation() {
    return operation;
  }

  void operation(String name) {
    operation = name;
  }

  /** A span beneath the root that ends now. */
  Span beneath(String name, Duration took) {
    return child(name, context, Instant.now().minus(took));
  }

  /** A span of a signal, beneath the one of all signals. */
  Span signal(String name, Duration took) {
    var now = Instant.now();
    var start = now.minus(took);
    if (evaluation == null) {
      evaluation = child("semantic_router.signal.evaluation", context, start);
    }
    lastRead = now;
    return child(name, context.with(evaluation), start);
  }

  /** The span of the rules; all signals are read by then. */
  Span decision(Duration took) {
    var start = lastRead == null ? Instant.now().minus(took) : lastRead;
    if (evaluation != null) {
      evaluation.end(start);
      evaluation = null;
    }
    return child("semantic_router.decision.evaluation", context, start);
  }

  private Span child(String name, Context parent, Instant start) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setStartTimestamp(start.isBefore(began) ? began : start)
        .startSpan();
  }

  /** Begins to ask a backend, after another one or for the first time. */
  Span ask() {
    endUpstream();
    var asking =
        tracer
            .spanBuilder("semantic_router.upstream.request")
            .setParent(context)
            .setSpanKind(SpanKind.CLIENT)
            .startSpan();
    upstream = asking;
    return asking;
  }

  /** The context that a backend is told. */
  Context asking() {
    return upstream == null ? context : context.with(upstream);
  }

  @Nullable Span upstream() {
    return upstream;
  }

  void endUpstream() {
    if (upstream != null) {
      upstream.end();
      upstream = null;
    }
  }

  void headArrived() {
    head = Instant.now();
  }

  /** The span of the reply from its head on, or null when no head came. */
  @Nullable Span response() {
    return head == null ? null : child("semantic_router.response.processing", context, head);
  }

  void end() {
    if (evaluation != null) {
      evaluation.end();
    }
    endUpstream();
    root.setAttribute("processing.time_ms", Duration.between(began, Instant.now()).toMillis());
    root.end();
  }
}
