package io.signalbox.parts.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.ScriptedBody;
import io.signalbox.plugin.CacheEvent;
import io.signalbox.store.StoreException;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.TextDelta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerDeskTest {
  private static final String FORM = "openai plain";
  private static final String ASKED = "how do I reset the hub?";
  private static final String NEAR = "how do I reset my hub?";

  private final Desk desk = new Desk(false);

  private boolean hits(String question) {
    return Desk.hit(desk.serve(Answers.asking(FORM, question)));
  }

  @Test
  void theSameWordsAreAnsweredFromWhatIsKept() {
    var first = desk.text(Answers.asking(FORM, ASKED));
    assertThat(desk.text(Answers.asking(FORM, ASKED))).isEqualTo(first);
    assertThat(desk.asked).hasValue(1);
    assertThat(desk.misses()).containsExactly("none");
    assertThat(desk.of(CacheEvent.Stored.class)).hasSize(1);
    assertThat(desk.flying()).isZero();
  }

  @Test
  void theSameMeaningIsWhereTheVerifierSaysSo() {
    desk.text(Answers.asking(FORM, ASKED));
    assertThat(hits(NEAR)).isTrue();
    var strict =
        new Desk(false, (stored, asked, deadline) -> new Verifier.Verdict(false, 0.1, "no"), null);
    strict.text(Answers.asking(FORM, ASKED));
    strict.text(Answers.asking(FORM, NEAR));
    assertThat(strict.asked).hasValue(2);
    assertThat(strict.misses()).containsExactly("none", "verify");
    assertThat(strict.of(CacheEvent.Miss.class).getLast().similarity()).isBetween(0.5, 1.0);
  }

  @Test
  void theVerifierIsAskedForWhatWasStoredAndWhatIsAsked() {
    var pairs = new ArrayList<String>();
    var watched =
        new Desk(
            false,
            (stored, asked, deadline) -> {
              pairs.add(stored + "|" + asked);
              return new Verifier.Verdict(true, 1, "same");
            },
            null);
    watched.text(Answers.asking(FORM, ASKED));
    watched.text(Answers.asking(FORM, NEAR));
    assertThat(pairs).containsExactly(ASKED + "|" + NEAR);
  }

  @Test
  void anotherTurnOrAnotherUserIsAnotherPartition() {
    desk.text(Answers.asking(FORM, ASKED));
    var later =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
            + "{\"role\":\"assistant\",\"content\":\"hello\"},"
            + "{\"role\":\"user\",\"content\":\"how do I reset the hub?\"}]}";
    assertThat(
            Desk.hit(
                desk.serve(
                    Answers.protocol("openai").decode(later.getBytes(StandardCharsets.UTF_8)))))
        .isFalse();
    var somebody = Calls.with("x-authz-user-id", "ann");
    assertThat(Desk.hit(desk.serve(somebody, Answers.asking(FORM, ASKED), desk::upstream)))
        .isFalse();
  }

  @Test
  void whatIsLeftBeforeItsEndIsNotKept() {
    var body = desk.serve(Answers.asking(FORM, ASKED)).body();
    body.next();
    body.close();
    assertThat(desk.unstored()).containsExactly("left");
    var unread = desk.serve(Answers.asking(FORM, ASKED)).body();
    unread.next();
    unread.next();
    unread.close();
    assertThat(desk.unstored()).containsExactly("left", "left");
    assertThat(desk.store.values).isEmpty();
    assertThat(desk.flying()).isZero();
  }

  @Test
  void whatBreaksIsNotKept() {
    var broken = new RouterException(Fault.UPSTREAM, "the backend broke off");
    desk.model =
        request ->
            Replies.reply(200, "application/json", ScriptedBody.breaking(broken, "{\"choices\""));
    assertThatThrownBy(() -> desk.text(Answers.asking(FORM, ASKED))).isSameAs(broken);
    assertThat(desk.unstored()).containsExactly("broken");
    assertThat(desk.flying()).isZero();
    desk.model =
        request -> {
          throw broken;
        };
    assertThatThrownBy(() -> desk.text(Answers.asking(FORM, ASKED))).isSameAs(broken);
    assertThat(desk.flying()).isZero();
  }

  private void answers(UnaryOperator<ChatReply> change) {
    desk.model = request -> change.apply(Answers.reply(request, Answers.WHOLE));
  }

  private static ChatReply with(ChatReply reply, String name, String value) {
    var fields = new ArrayList<>(reply.headers().fields());
    fields.add(new Header(name, value));
    return new ChatReply(reply.status(), new Headers(fields), reply.edits(), reply.body());
  }

  @Test
  void whatTheHeadSpeaksAgainstIsNotKept() {
    answers(reply -> new ChatReply(201, reply.headers(), reply.edits(), reply.body()));
    desk.text(Answers.asking(FORM, ASKED));
    answers(reply -> with(reply, "content-encoding", "gzip"));
    desk.text(Answers.asking(FORM, ASKED));
    answers(reply -> reply.withEdits(HeaderEdits.NONE.overwrite("x-vsr-selected-model", "n")));
    desk.text(Answers.asking(FORM, ASKED));
    desk.model = request -> Answers.reply(Answers.asking("openai stream", "q"), Answers.WHOLE);
    desk.text(Answers.asking(FORM, ASKED));
    assertThat(desk.unstored()).containsExactly("status", "encoding", "fallback", "form");
    assertThat(desk.store.values).isEmpty();
    assertThat(desk.flying()).isZero();
    answers(reply ->
        with(reply, "content-encoding", "identity")
            .withEdits(HeaderEdits.NONE.overwrite("x-vsr-selected-model", "m")));
    desk.text(Answers.asking(FORM, ASKED));
    assertThat(desk.store.values).hasSize(1);
  }

  @Test
  void whatIsTooLongIsNotKept() {
    desk.model = request -> Answers.reply(request, " ".repeat(20_000));
    desk.text(Answers.asking(FORM, ASKED));
    assertThat(desk.unstored()).containsExactly("size");
  }

  private String told(String control, String question) {
    var reply =
        desk.serve(
            Calls.with("x-vsr-cache-control", control),
            Answers.asking(FORM, question),
            desk::upstream);
    Desk.text(reply);
    return Desk.hit(reply) ? "hit" : desk.misses().getLast();
  }

  @Test
  void clientsMaySayWhatTheyWant() {
    assertThat(told("bypass", ASKED)).isEqualTo("bypass");
    assertThat(desk.store.values).isEmpty();
    assertThat(told("ttl=5", ASKED)).isEqualTo("none");
    assertThat(desk.store.ttls.values()).containsExactly(Duration.ofSeconds(5));
    assertThat(told("no-cache", ASKED)).isEqualTo("no_cache");
    desk.now = desk.now.plusSeconds(60);
    assertThat(told("max-age=30", ASKED)).isEqualTo("age");
    desk.now = desk.now.plusSeconds(20);
    assertThat(told("max-age=30", ASKED)).isEqualTo("hit");
    assertThat(told("ttl=99999999", "another thing")).isEqualTo("none");
    assertThat(desk.store.ttls.values()).contains(Duration.ofHours(1));
  }

  @Test
  void aClockThatJumpsHarmsNobody() {
    desk.text(Answers.asking(FORM, ASKED));
    for (long jump : new long[] {-1_000_000_000, 2_000_000_000}) {
      desk.now = desk.now.plusSeconds(jump);
      assertThat(hits(ASKED)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "put", "remove", "nearest", "add", "forget"})
  void whateverAStoreFailsAtTheClientIsAnswered(String operation) {
    for (var shared : new boolean[] {false, true}) {
      for (var failure :
          List.of(new StoreException("unreachable"), new IllegalStateException("defect"))) {
        var failing = new Desk(shared);
        failing.store.failure = () -> failure;
        failing.store.failing.add(operation);
        for (var question : List.of(ASKED, NEAR, ASKED)) {
          assertThat(failing.text(Answers.asking(FORM, question))).contains("chat.completion");
        }
        failing.landed();
      }
    }
  }

  @Test
  void aFrozenStoreIsAMissInTime() {
    var frozen = new Desk(true);
    var ice = new CountDownLatch(1);
    frozen.store.frozen = ice;
    try {
      long start = System.nanoTime();
      assertThat(frozen.text(Answers.asking(FORM, ASKED))).contains("chat.completion");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      assertThat(frozen.misses()).containsExactly("store");
    } finally {
      ice.countDown();
    }
  }

  @Test
  void anEmbedderThatFailsIsAMissAndTheWordsAreKept() {
    desk.embedder.breakDown(true);
    desk.text(Answers.asking(FORM, ASKED));
    assertThat(desk.asked).hasValue(1);
    assertThat(desk.misses()).isNotEmpty().doesNotContain("none");
  }

  @Test
  void damagedBytesAreAMissAndNeverServed() {
    desk.text(Answers.asking(FORM, ASKED));
    var key = desk.store.values.keySet().iterator().next();
    var sealed = Objects.requireNonNull(desk.store.values.get(key)).clone();
    var fresh = desk.text(Answers.asking(FORM, ASKED));
    for (int i = 0; i < sealed.length; i++) {
      var damaged = sealed.clone();
      damaged[i] ^= (byte) 0xff;
      desk.store.values.put(key, damaged);
      int before = desk.asked.get();
      assertThat(desk.text(Answers.asking(FORM, ASKED))).as("byte %d", i).isEqualTo(fresh);
      assertThat(desk.asked).as("byte %d", i).hasValue(before + 1);
    }
    assertThat(desk.misses()).filteredOn("corrupt"::equals).hasSize(sealed.length);
  }

  @Test
  void anEntryOfAnotherQuestionIsNotServedEvenFromTheRightPlace() {
    desk.text(Answers.asking(FORM, ASKED));
    desk.text(Answers.asking(FORM, "something quite different"));
    var keys = List.copyOf(desk.store.values.keySet());
    var first = desk.store.values.get(keys.get(0));
    desk.store.values.put(keys.get(0), desk.store.values.get(keys.get(1)));
    desk.store.values.put(keys.get(1), first);
    int before = desk.asked.get();
    desk.text(Answers.asking(FORM, ASKED));
    desk.text(Answers.asking(FORM, "something quite different"));
    assertThat(desk.asked).hasValue(before + 2);
  }

  @Test
  void aVectorWithoutAnAnswerGoes() {
    desk.text(Answers.asking(FORM, ASKED));
    desk.store.values.clear();
    desk.text(Answers.asking(FORM, NEAR));
    assertThat(desk.asked).hasValue(2);
    assertThat(desk.store.vectors.values().iterator().next()).hasSize(1);
  }

  @Test
  void aFullQueueOfWritersDropsAndNobodyWaits() {
    var writing = new Writing(true, 1024);
    var ice = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    assertThat(
            writing.take(
                5000,
                false,
                () -> {
                  await(ice);
                  done.countDown();
                }))
        .isTrue();
    assertThat(writing.take(1, false, () -> {})).isFalse();
    ice.countDown();
    await(done);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aShareOfTheHitsIsHeldAgainstTheModel() {
    var bar = new AdaptiveBar(0.9, 0, () -> 0);
    var checking =
        new Desk(false, (stored, asked, deadline) -> new Verifier.Verdict(true, 0.99, "same"), bar);
    checking.text(Answers.asking(FORM, ASKED));
    var reply = checking.serve(Answers.asking(FORM, NEAR));
    assertThat(Desk.hit(reply)).isFalse();
    Desk.text(reply);
    assertThat(checking.misses()).containsExactly("none", "check");
    assertThat(checking.of(CacheEvent.Checked.class))
        .containsExactly(new CacheEvent.Checked("scripted", true));
    checking.model = request -> Answers.reply(request, otherwise());
    Desk.text(checking.serve(Answers.asking(FORM, "how do I reset our hub?")));
    assertThat(checking.of(CacheEvent.Checked.class).getLast().right()).isFalse();
  }

  private static List<ReplyEvent> otherwise() {
    return List.of(
        Answers.WHOLE.getFirst(),
        new TextDelta(0, "quite another matter"),
        Answers.WHOLE.get(3),
        Answers.WHOLE.getLast());
  }

  @Test
  void aScopeWithoutAnIdentityAndAProtocolWithoutAReaderGoPast() {
    desk.text(Answers.asking(FORM, ""));
    assertThat(desk.misses()).containsExactly("no_question");
    var lines = Requests.saying("hello");
    desk.model = request -> Replies.plain(200, "{}");
    assertThat(desk.text(lines)).isEqualTo("{}");
    assertThat(desk.misses()).containsExactly("no_question", "protocol");
    assertThat(desk.store.values).isEmpty();
  }
}
