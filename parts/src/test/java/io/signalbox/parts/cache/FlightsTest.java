package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Replies;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.parts.cache.Flights.Flight;
import io.signalbox.plugin.CacheEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FlightsTest {
  private static final int MANY = 200;
  private static final String ASKED = "how do I reset the hub?";

  /** A body that comes when it is let go, and then ends as it should or not. */
  private static final class SlowBody implements ReplyBody {
    private final CountDownLatch go;
    private final byte[] first;
    private final byte[] rest;
    private final @Nullable RouterException end;
    private int given;

    SlowBody(CountDownLatch go, String body, @Nullable RouterException end) {
      this.go = go;
      this.first = body.substring(0, 30).getBytes(StandardCharsets.UTF_8);
      this.rest = body.substring(30).getBytes(StandardCharsets.UTF_8);
      this.end = end;
    }

    @Override
    public byte @Nullable [] next() {
      if (given++ == 0) {
        return first;
      }
      await(go);
      if (end != null) {
        throw end;
      }
      return given == 2 ? rest : null;
    }

    @Override
    public void close() {}
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(List<Future<String>> futures)
      throws InterruptedException, ExecutionException {
    var texts = new ArrayList<String>();
    for (var future : futures) {
      texts.add(future.get());
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyWhoAskTheSameAtOnceAskTheModelOnce(boolean shared) throws Exception {
    for (int round = 0; round < 20; round++) {
      var desk = new Desk(shared);
      var ready = new CountDownLatch(MANY);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var all = new ArrayList<Future<String>>();
        for (int i = 0; i < MANY; i++) {
          var form = i % 2 == 0 ? "openai plain" : "openai stream counted";
          all.add(
              threads.submit(() -> {
                ready.countDown();
                await(ready);
                return desk.text(Answers.asking(form, ASKED));
              }));
        }
        assertThat(texts(all)).allMatch(text -> text.contains("and so on."));
      }
      assertThat(desk.asked).hasValue(1);
      assertThat(desk.of(CacheEvent.Hit.class)).hasSize(MANY - 1);
    }
  }

  /** A leader that is under way, with followers that wait for it. */
  private static final class Waiting implements AutoCloseable {
    final Desk desk = new Desk(false);
    final CountDownLatch go = new CountDownLatch(1);
    final CountDownLatch leading = new CountDownLatch(1);
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Future<ChatReply> lead(Callable<ChatReply> answering) {
      var reply =
          threads.submit(() ->
              desk.serve(
                  Calls.with(),
                  Answers.asking("openai plain", ASKED),
                  request -> {
                    leading.countDown();
                    try {
                      return answering.call();
                    } catch (RuntimeException thrown) {
                      throw thrown;
                    } catch (Exception impossible) {
                      throw new IllegalStateException(impossible);
                    }
                  }));
      await(leading);
      return reply;
    }

    List<Future<String>> follow(int many) throws InterruptedException {
      var all = new ArrayList<Future<String>>();
      for (int i = 0; i < many; i++) {
        all.add(threads.submit(() -> desk.text(Answers.asking("openai plain", ASKED))));
      }
      while (desk.waiting() < many) {
        Thread.onSpinWait();
      }
      return all;
    }

    long released(List<Future<String>> followers) throws Exception {
      long start = System.nanoTime();
      assertThat(texts(followers)).allMatch(text -> text.contains("and so on."));
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Override
    public void close() {
      go.countDown();
      threads.close();
    }
  }

  private final RouterException gone = new RouterException(Fault.UPSTREAM, "gone");

  private static String whole() {
    var request = Answers.asking("openai plain", ASKED);
    return new String(Answers.body(request, Answers.WHOLE), StandardCharsets.UTF_8);
  }

  @Test
  void aLeaderThatFailsAtOnceLetsAllGo() throws Exception {
    try (var waiting = new Waiting()) {
      var _ =
          waiting.lead(() -> {
            await(waiting.go);
            throw gone;
          });
      var followers = waiting.follow(20);
      waiting.go.countDown();
      assertThat(waiting.released(followers)).isLessThan(2000);
      assertThat(waiting.desk.asked).hasValue(20);
      assertThat(waiting.desk.of(CacheEvent.Waited.class))
          .hasSize(20)
          .allMatch(waited -> waited.outcome().equals("released"));
    }
  }

  @Test
  void aLeaderThatBreaksInTheMiddleLetsAllGoAndNothingPartialIsServed() throws Exception {
    try (var waiting = new Waiting()) {
      var leader =
          waiting.lead(() ->
              Replies.reply(200, "application/json", new SlowBody(waiting.go, whole(), gone)));
      var followers = waiting.follow(20);
      var _ = waiting.threads.submit(() -> Desk.text(leader.get()));
      waiting.go.countDown();
      assertThat(waiting.released(followers)).isLessThan(2000);
      assertThat(waiting.desk.unstored()).contains("broken");
    }
  }

  @Test
  void aLeaderWhoseClientLeavesLetsAllGo() throws Exception {
    try (var waiting = new Waiting()) {
      var leader =
          waiting.lead(() ->
              Replies.reply(200, "application/json", new SlowBody(waiting.go, whole(), null)));
      var followers = waiting.follow(20);
      var body = leader.get().body();
      body.next();
      body.close();
      assertThat(waiting.released(followers)).isLessThan(2000);
      assertThat(waiting.desk.unstored()).contains("left");
    }
  }

  @Test
  void aLeaderWhoseAnswerIsNotKeptLetsAllGo() throws Exception {
    try (var waiting = new Waiting()) {
      var _ =
          waiting.lead(() -> {
            await(waiting.go);
            return Replies.plain(500, "{}");
          });
      var followers = waiting.follow(20);
      waiting.go.countDown();
      assertThat(waiting.released(followers)).isLessThan(2000);
    }
  }

  @Test
  void followersGetTheWholeOfWhatTheLeaderGot() throws Exception {
    try (var waiting = new Waiting()) {
      var leader =
          waiting.lead(() ->
              Replies.reply(200, "application/json", new SlowBody(waiting.go, whole(), null)));
      var followers = waiting.follow(20);
      waiting.go.countDown();
      Desk.text(leader.get());
      assertThat(texts(followers)).allMatch(whole()::equals);
      assertThat(waiting.desk.asked).hasValue(0);
      assertThat(waiting.desk.flying()).isZero();
    }
  }

  @Test
  void nobodyWaitsLongerThanHalfOfItsTime() throws Exception {
    try (var waiting = new Waiting()) {
      var _ =
          waiting.lead(() ->
              Replies.reply(200, "application/json", new SlowBody(waiting.go, whole(), null)));
      var hurried = new Call("c", Calls.with().headers(), Deadline.after(Duration.ofSeconds(3)));
      var reply =
          waiting.desk.serve(
              hurried, Answers.asking("openai plain", ASKED), waiting.desk::upstream);
      assertThat(hurried.deadline().passed()).isFalse();
      assertThat(Desk.text(reply)).contains("and so on.");
      assertThat(waiting.desk.of(CacheEvent.Waited.class))
          .extracting(CacheEvent.Waited::outcome)
          .containsExactly("timeout");
    }
  }

  @Test
  void aFlightThatTakesTooLongGetsAnotherLeader() throws InterruptedException {
    var flights = new Flights(Duration.ofNanos(1));
    var first = flights.join("k");
    Thread.onSpinWait();
    var second = flights.join("k");
    assertThat(first.leads()).isTrue();
    assertThat(second.leads()).isTrue();
    first.flight().clear();
    assertThat(flights.size()).isEqualTo(1);
    second.flight().clear();
    assertThat(flights.size()).isZero();
  }

  @Test
  void whoComesBeforeTheAnswerIsWrittenGetsItAtOnce() throws InterruptedException {
    var flights = new Flights(Duration.ofSeconds(30));
    Flight flight = flights.join("k").flight();
    var hit =
        new Found.Hit(
            new StoredAnswer(
                "q",
                new AnswerForm("openai", false, true),
                "application/json",
                new byte[0],
                true,
                Instant.EPOCH,
                null,
                null),
            CacheEvent.Tier.EXACT,
            null,
            1,
            false);
    flight.land(hit);
    var late = flights.join("k");
    assertThat(late.leads()).isFalse();
    assertThat(late.flight().await(0)).isTrue();
    assertThat(late.flight().brought()).isSameAs(hit);
    flight.clear();
    assertThat(flights.join("k").leads()).isTrue();
  }
}
