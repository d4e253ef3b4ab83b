package io.signalbox.parts.cache;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Routed;
import io.signalbox.translate.Listening;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Where the calls of a decision come for an answer that is kept. It tells which calls may have one,
 * and holds what they share; {@link CachedCall} is one of them.
 */
public final class AnswerDesk {
  private static final long WRITING_BYTES = 64L << 20;

  private final AnswerTerms terms;
  private final AnswerCache cache;
  private final Replay replay;
  private final Flights flights;
  private final Writing writing;
  private final InstantSource clock;
  private final Executor afterwards;

  /**
   * @param protocols the wire formats
   * @param clock the time of day
   * @param afterwards runs what no client waits for
   */
  public AnswerDesk(
      AnswerTerms terms,
      AnswerCache cache,
      List<Protocol> protocols,
      InstantSource clock,
      Executor afterwards) {
    this.terms = terms;
    this.cache = cache;
    this.replay = new Replay(protocols);
    this.flights = new Flights(terms.lease());
    this.writing = new Writing(cache.remote(), WRITING_BYTES);
    this.clock = clock;
    this.afterwards = afterwards;
  }

  /** The answer to a request: one that is kept, or what the rest of the chain says. */
  public ChatReply serve(Routed routed, ChatRequest request, Next next) {
    if (!(request.source().protocol() instanceof Listening listening)) {
      return pass("protocol", request, next);
    }
    return switch (Questions.of(request, routed.call().headers())) {
      case Unfit(String reason) -> pass(reason, request, next);
      case Question question -> serve(routed, request, listening, question, next);
    };
  }

  private ChatReply serve(
      Routed routed, ChatRequest request, Listening protocol, Question question, Next next) {
    var headers = routed.call().headers();
    var identity = CacheScope.of(terms.scope(), headers, terms.identity());
    if (identity.isEmpty()) {
      return pass("no_identity", request, next);
    }
    var controls = Controls.of(terms.controls(), headers);
    if (!controls.read() && !controls.write()) {
      return pass("bypass", request, next);
    }
    var partition =
        Partition.of(
            routed,
            terms.policy(),
            terms.revision(),
            terms.vectorModel(),
            identity.get(),
            question);
    var asking =
        new CachedCall.Asking(
            routed,
            request,
            protocol,
            AnswerForm.of(request),
            question,
            Place.of(partition, question.text()),
            controls);
    return new CachedCall(this, asking, next).answer();
  }

  private ChatReply pass(String reason, ChatRequest request, Next next) {
    next.cached(new CacheEvent.Miss(cache.backend(), reason, null, Duration.ZERO));
    return next.proceed(request);
  }

  AnswerTerms terms() {
    return terms;
  }

  AnswerCache cache() {
    return cache;
  }

  Replay replay() {
    return replay;
  }

  Flights flights() {
    return flights;
  }

  Writing writing() {
    return writing;
  }

  InstantSource clock() {
    return clock;
  }

  Executor afterwards() {
    return afterwards;
  }
}
