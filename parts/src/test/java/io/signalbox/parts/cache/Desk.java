package io.signalbox.parts.cache;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Replies;
import io.signalbox.decide.Verdict;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.RoutedCalls;
import io.signalbox.signal.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A desk with a scripted store, and what happens at it. */
final class Desk {
  static final Duration LEASE = Duration.ofSeconds(30);

  final ScriptedStore store;
  final WordEmbedder embedder = new WordEmbedder();
  final List<CacheEvent> events = new CopyOnWriteArrayList<>();
  final AtomicInteger asked = new AtomicInteger();
  volatile Instant now = Instant.ofEpochSecond(1_700_000_000);
  volatile Function<ChatRequest, ChatReply> model =
      request -> Answers.reply(request, Answers.WHOLE);
  private final AnswerDesk desk;

  Desk(boolean shared) {
    this(shared, (stored, question, deadline) -> new Verifier.Verdict(true, 0.99, "same"), null);
  }

  Desk(boolean shared, Verifier verifier, @Nullable AdaptiveBar bar) {
    this.store = new ScriptedStore(shared);
    this.desk =
        new AnswerDesk(
            terms(),
            new AnswerCache(store, new AnswerCache.ByMeaning(embedder, 0.5, 5, verifier, bar)),
            StandardParts.catalog().protocols(),
            () -> now,
            Runnable::run);
  }

  private static AnswerTerms terms() {
    return new AnswerTerms(
        null,
        IdentityHeaders.DEFAULT,
        ControlWords.of(
            new RequestControls(
                true, "x-vsr-cache-control", List.of("no-cache", "bypass", "max-age", "ttl"), null),
            null,
            null),
        Duration.ofHours(1),
        "policy",
        "revision",
        "words",
        Duration.ofSeconds(3),
        LEASE,
        10_000);
  }

  ChatReply serve(Call call, ChatRequest request, Function<ChatRequest, ChatReply> answering) {
    return desk.serve(routed(call), request, next(answering));
  }

  ChatReply serve(ChatRequest request) {
    return serve(Calls.with(), request, this::upstream);
  }

  /** The whole answer, pulled and let go of as a door does. */
  String text(ChatRequest request) {
    return text(serve(request));
  }

  static String text(ChatReply reply) {
    try (var body = reply.body()) {
      return Replies.text(body);
    }
  }

  ChatReply upstream(ChatRequest request) {
    asked.incrementAndGet();
    return model.apply(request);
  }

  static Routed routed(Call call) {
    return RoutedCalls.of(call, Readings.NONE, Verdict.NONE, "m");
  }

  Next next(Function<ChatRequest, ChatReply> answering) {
    return new Next() {
      @Override
      public ChatReply proceed(ChatRequest request) {
        return answering.apply(request);
      }

      @Override
      public void cached(CacheEvent event) {
        events.add(event);
      }
    };
  }

  <E extends CacheEvent> List<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The reasons why nothing was served, in order. */
  List<String> misses() {
    return of(CacheEvent.Miss.class).stream().map(CacheEvent.Miss::reason).toList();
  }

  /** The reasons why nothing was kept, in order. */
  List<String> unstored() {
    return of(CacheEvent.Unstored.class).stream().map(CacheEvent.Unstored::reason).toList();
  }

  int flying() {
    return desk.flights().size();
  }

  /** Waits until nobody flies any more. */
  void landed() {
    var deadline = Deadline.after(Duration.ofSeconds(20));
    while (flying() > 0) {
      if (deadline.passed()) {
        throw new AssertionError("somebody still flies");
      }
      Thread.onSpinWait();
    }
  }

  int waiting() {
    return desk.flights().waiting();
  }

  static @Nullable String header(ChatReply reply, String name) {
    return Replies.edited(reply).first(name);
  }

  static boolean hit(ChatReply reply) {
    return Objects.equals(header(reply, "x-vsr-cache-hit"), "true");
  }
}
