package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.ReadingConfig;
import io.signalbox.infer.Head;
import io.signalbox.infer.Insight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds with any weights; what they are worth is {@link SignalEncoderQualityTest}. */
@Timeout(240)
class OnnxSignalEncoderTest {
  private static final String LONG = "The committee met and talked about many things. ".repeat(60);

  private final OnnxSignalEncoder encoder = Models.encoder(32_768);

  @Test
  void everyHeadHasAWordAboutItsLabels() {
    var insight = read("How do plants grow?");
    for (var head : Head.values()) {
      var word = insight.head(head);
      assertThat(word.probabilities().keySet()).containsExactlyElementsOf(head.labels());
      assertThat(word.probabilities().values().stream().mapToDouble(p -> p).sum())
          .isCloseTo(1, within(1e-6));
    }
    assertThat(insight.coverage().complete()).isTrue();
    assertThat(insight.coverage().total()).isEqualTo(5);
  }

  @Test
  void twoEncodersSayTheSame() {
    for (var text : List.of("x", "How do plants grow?", LONG)) {
      assertThat(Models.encoder(32_768).read(text, Models.soon())).isEqualTo(read(text));
    }
  }

  @Test
  void theCaseOfALetterIsSeen() {
    assertThat(read("PLANTS GROW").heads()).isNotEqualTo(read("plants grow").heads());
  }

  @Test
  void aTextIsReadOnce() {
    var first = read("How are bridges built?");
    assertThat(encoder.read("How are bridges built?", Models.late())).isSameAs(first);
  }

  @Test
  void whatOneEncoderRemembersAnotherDoesNotKnow() {
    read("How are tunnels built?");
    assertThat(fault(() -> Models.encoder(32_768).read("How are tunnels built?", Models.late())))
        .isEqualTo(Fault.TIMEOUT);
  }

  @Test
  void aTextWithoutWordsIsHarmless() {
    for (var text : List.of("", " \n", "\u0000\ud800", "\u0301")) {
      var insight = read(text);
      assertThat(insight.head(Head.DOMAIN).best()).isEqualTo("other");
      assertThat(insight.head(Head.SAFETY).best()).isEqualTo("benign");
      assertThat(insight.coverage().complete()).isTrue();
      assertThat(insight.entities()).isEmpty();
    }
  }

  @Test
  void everyPartOfALongTextCounts() {
    var plain = read(LONG + LONG);
    assertThat(plain.coverage().complete()).isTrue();
    for (int at : new int[] {0, LONG.length() / 2, LONG.length(), 2 * LONG.length()}) {
      var text = new StringBuilder(LONG + LONG).insert(at, " zebra quartz ").toString();
      assertThat(read(text).head(Head.SAFETY))
          .as("at %d", at)
          .isNotEqualTo(plain.head(Head.SAFETY));
    }
  }

  @Test
  void beyondTheBudgetBothEndsAreReadAndItIsSaid() {
    var few = Models.encoder(400);
    var text = LONG + LONG;
    var plain = few.read(text, Models.soon());
    assertThat(plain.coverage().complete()).isFalse();
    assertThat(plain.coverage().read()).isBetween(274L, 400L);
    assertThat(plain.head(Head.SAFETY).coverage()).isEqualTo(plain.coverage());
    var attacked = few.read(text + " zebra quartz", Models.soon());
    assertThat(attacked.head(Head.SAFETY).probabilities())
        .isNotEqualTo(plain.head(Head.SAFETY).probabilities());
  }

  @Test
  void megabytesEndWithinTheBudget() {
    var few = Models.encoder(300);
    for (var unit : List.of("a", ".", "中", "\u0301", "a ", "\u0000")) {
      var insight = few.read(unit.repeat((1 << 20) / unit.length()), Models.soon());
      assertThat(insight.coverage().read()).isLessThanOrEqualTo(300);
    }
  }

  @Test
  void timeThatRunsOutLeavesWhatWasRead() {
    var seconds = new ReadingConfig(1_000_000, Duration.ofSeconds(1), ReadingConfig.Beyond.MATCH);
    var hasty = new OnnxSignalEncoder(Models.SIGNALS, Models.POOL, seconds);
    var text = LONG.repeat(250);
    var insight = hasty.read(text, Models.soon());
    assertThat(insight.coverage().complete()).isFalse();
    assertThat(insight.coverage().read()).isPositive();
    assertThat(fault(() -> hasty.read(text, Models.late())))
        .as("not kept")
        .isEqualTo(Fault.TIMEOUT);
  }

  @Test
  void stockCanBeTakenAfterEveryTurn() {
    var pass = new TextPass(Models.SIGNALS, LONG, 32_768);
    assertThat(pass.begun()).isFalse();
    long read = 0;
    boolean more = true;
    while (more) {
      more = pass.turn();
      assertThat(pass.begun()).isTrue();
      var coverage = pass.insight().coverage();
      assertThat(coverage.read()).isGreaterThan(read);
      assertThat(coverage.complete()).isEqualTo(!more);
      read = coverage.read();
    }
    assertThat(pass.turn()).isFalse();
  }

  @Test
  void aDeadlineBeforeAnythingWasReadIsATimeout() throws InterruptedException {
    assertThat(fault(() -> encoder.read("never read before", Models.late())))
        .isEqualTo(Fault.TIMEOUT);
    try (var pool = new InferencePool(1, 8)) {
      var release = new CountDownLatch(1);
      var blocker = block(pool, release);
      var waiting = new OnnxSignalEncoder(Models.SIGNALS, pool, Models.budget(1000));
      assertThat(fault(() -> waiting.read("x", Deadline.after(Duration.ofMillis(20)))))
          .isEqualTo(Fault.TIMEOUT);
      release.countDown();
      blocker.join();
    }
  }

  @Test
  void aFullPoolIsOverloadAndNotRemembered() throws InterruptedException {
    try (var pool = new InferencePool(1, 0)) {
      var release = new CountDownLatch(1);
      var blocker = block(pool, release);
      var shed = new OnnxSignalEncoder(Models.SIGNALS, pool, Models.budget(1000));
      assertThat(fault(() -> shed.read("x", Models.soon()))).isEqualTo(Fault.OVERLOADED);
      release.countDown();
      blocker.join();
      assertThat(shed.read("x", Models.soon()).coverage().complete()).isTrue();
    }
  }

  @Test
  void aCallerThatGoesAwayStopsItsReading() throws InterruptedException {
    try (var pool = new InferencePool(1, 0)) {
      var left = new OnnxSignalEncoder(Models.SIGNALS, pool, Models.budget(1_000_000));
      var fault = new AtomicReference<Fault>();
      var text = LONG.repeat(60);
      var caller =
          Thread.startVirtualThread(() -> fault.set(fault(() -> left.read(text, Models.soon()))));
      while (caller.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      caller.interrupt();
      caller.join();
      assertThat(fault.get()).isEqualTo(Fault.CANCELLED);
      assertThat(left.read("there is room", Models.soon()).coverage().complete()).isTrue();
    }
  }

  @Test
  void manyCallersAtOnceGetWhatOneGets() throws Exception {
    var expected = IntStream.range(0, 8).mapToObj(i -> read("question " + i)).toList();
    var other = Models.encoder(32_768);
    var answers = new ArrayList<Future<Insight>>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 160; i++) {
        int number = i % 8;
        answers.add(callers.submit(() -> other.read("question " + number, Models.soon())));
      }
    }
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(expected.get(i % 8));
    }
  }

  @Test
  void mutatedTextsAreRead() {
    var mutations = new Mutations(new Random(11));
    for (int i = 0; i < 300; i++) {
      var text = mutations.next();
      var insight = Models.encoder(256).read(text, Models.soon());
      int reached = 0;
      for (var entity : insight.entities()) {
        assertThat(entity.start()).as("input %d", i).isGreaterThanOrEqualTo(reached);
        reached = entity.end();
      }
      assertThat(reached).as("input %d", i).isLessThanOrEqualTo(text.length());
      for (var head : Head.values()) {
        assertThat(insight.head(head).probabilities().values())
            .as("input %d, %s", i, head)
            .allMatch(p -> p >= 0 && p <= 1);
      }
    }
  }

  private Insight read(String text) {
    return encoder.read(text, Models.soon());
  }

  /** A visitor that holds the only thread until it is told to leave. */
  private static Thread block(InferencePool pool, CountDownLatch release)
      throws InterruptedException {
    var running = new CountDownLatch(1);
    Callable<String> task =
        () -> {
          running.countDown();
          release.await();
          return "";
        };
    var blocker = Thread.startVirtualThread(() -> pool.run(task, Models.soon()));
    running.await();
    return blocker;
  }

  private static Fault fault(Callable<Insight> reading) {
    return catchThrowableOfType(RouterException.class, reading::call).fault();
  }
}
