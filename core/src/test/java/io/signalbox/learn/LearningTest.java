package io.signalbox.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.decide.Verdict;
import io.signalbox.fleet.Model;
import io.signalbox.fleet.Pricing;
import io.signalbox.fleet.Traits;
import io.signalbox.select.Adjustment;
import io.signalbox.select.Candidate;
import io.signalbox.select.Choice;
import io.signalbox.select.RouteName;
import io.signalbox.select.Selection;
import io.signalbox.select.Vitals;
import io.signalbox.signal.Readings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LearningTest {
  private static final RouteName ROUTE = new RouteName("default", "");
  private static final Identity CONVERSATION =
      new Identity("x-session-id", "x-conversation-id", "x-authz-user-id", false);
  private static final Candidate A = candidate("a", 0.9, 1);
  private static final Candidate B = candidate("b", 0.5, 10);
  private static final Call NAMED = Calls.with("x-conversation-id", "c1");

  private final HandTime clock = new HandTime();
  private final Memory memory = new Memory(clock);

  private static Candidate candidate(String name, double quality, double price) {
    var traits = new Traits("", List.of(), 0, quality, new Pricing("USD", price, price, 0, null));
    return new Candidate(
        new Model(name, null, null, null, Map.of(), List.of()).withTraits(traits), null);
  }

  private static Terms terms(Mode adapting, Mode protecting) {
    return new Terms(adapting, protecting, CONVERSATION, Duration.ofMinutes(5), 1, 0.05, 1);
  }

  private Learning learning(Mode adapting, Mode protecting) {
    return new Learning(terms(adapting, protecting), memory, Vitals.NONE, new Random(7));
  }

  private static Choice choice(Call call, ChatRequest request) {
    return new Choice("default", call, request, Readings.NONE, Verdict.NONE, List.of(A, B));
  }

  private static ChatRequest turn(String... texts) {
    var messages = new Message[texts.length];
    for (int i = 0; i < texts.length; i++) {
      messages[i] = Requests.message(i % 2 == 0 ? Role.USER : Role.ASSISTANT, texts[i]);
    }
    return Requests.of("auto", messages);
  }

  private static Selection picked(Candidate candidate, Map<String, Double> scores) {
    return new Selection(candidate, "static", "configured first").withScores(scores);
  }

  /** Selects, and lets the call go there. */
  private Selection serve(Learning learning, Choice choice, Selection base) {
    var selection = learning.apply(choice, base);
    memory.chosen("r", ROUTE, selection);
    return selection;
  }

  private static Adjustment last(Selection selection) {
    return selection.learned().adjustments().getLast();
  }

  @Test
  void aConversationStaysUnlessTheGainIsLargerThanTheLoss() {
    var learning = learning(Mode.OFF, Mode.APPLY);
    var first = serve(learning, choice(NAMED, turn("hi")), picked(A, Map.of()));
    assertThat(last(first).action()).isEqualTo("establish_baseline");
    assertThat(last(first).reason()).isEqualTo("new_conversation");

    var request = turn("hi", "hello", "and?");
    var small = serve(learning, choice(NAMED, request), picked(B, Map.of("a", 0.5, "b", 0.6)));
    assertThat(small.candidate()).isEqualTo(A);
    assertThat(small.algorithm()).isEqualTo("static");
    assertThat(last(small))
        .isEqualTo(
            new Adjustment("protection", "hold_current", "conversation", "switch_margin_not_met"));
    assertThat(small.reason()).contains("stays with a", "gain 0.100", "configured first");

    var great = serve(learning, choice(NAMED, request), picked(B, Map.of("a", 0.1, "b", 0.9)));
    assertThat(great.candidate()).isEqualTo(B);
    assertThat(last(great).action()).isEqualTo("allow_switch");
  }

  @Test
  void theLossIsTheMarginAndTheWeighedCost() {
    var free =
        new Learning(
            new Terms(Mode.OFF, Mode.APPLY, CONVERSATION, Duration.ZERO, 0, 0.05, 0),
            memory,
            Vitals.NONE,
            new Random(1));
    serve(free, choice(NAMED, turn("hi")), picked(A, Map.of()));
    var request = turn("hi", "hello", "and?");
    assertThat(
            free.apply(choice(NAMED, request), picked(B, Map.of("a", 0.50, "b", 0.54))).candidate())
        .isEqualTo(A);
    assertThat(
            free.apply(choice(NAMED, request), picked(B, Map.of("a", 0.50, "b", 0.56))).candidate())
        .isEqualTo(B);
  }

  @Test
  void silenceMakesAConversationBeginAnew() {
    var learning = learning(Mode.OFF, Mode.APPLY);
    serve(learning, choice(NAMED, turn("hi")), picked(A, Map.of()));
    clock.pass(Duration.ofSeconds(299));
    var request = turn("hi", "hello", "and?");
    assertThat(serve(learning, choice(NAMED, request), picked(B, Map.of())).candidate())
        .isEqualTo(A);
    clock.pass(Duration.ofMinutes(5));
    var later = learning.apply(choice(NAMED, request), picked(B, Map.of()));
    assertThat(later.candidate()).isEqualTo(B);
    assertThat(last(later).reason()).isEqualTo("idle_reset");
  }

  @Test
  void aLoopOfToolCallsIsNotTorn() {
    var learning = learning(Mode.APPLY, Mode.APPLY);
    memory.experience().asked(ROUTE, "a");
    memory.experience().asked(ROUTE, "b");
    serve(learning(Mode.OFF, Mode.APPLY), choice(NAMED, turn("hi")), picked(A, Map.of()));
    var request =
        Requests.of(
            "auto",
            Requests.message(Role.USER, "hi"),
            Requests.message(Role.ASSISTANT, ""),
            Requests.message(Role.TOOL, "42"));
    var held =
        learning(Mode.OFF, Mode.APPLY)
            .apply(choice(NAMED, request), picked(B, Map.of("a", 0.0, "b", 1.0)));
    assertThat(held.candidate()).isEqualTo(A);
    assertThat(last(held).reason()).isEqualTo("tool_or_protocol_state");
    assertThat(held.learned().phase()).isEqualTo("tool_loop");
    assertThat(learning.apply(choice(NAMED, request), picked(A, Map.of())).candidate())
        .isEqualTo(A);
  }

  @Test
  void aModelThatKeepsFailingIsRelievedEvenInALoop() {
    var learning = learning(Mode.OFF, Mode.APPLY);
    var request =
        Requests.of(
            "auto",
            Requests.message(Role.USER, "hi"),
            Requests.message(Role.ASSISTANT, ""),
            Requests.message(Role.TOOL, "42"));
    for (boolean failed : new boolean[] {true, true}) {
      var selection = learning.apply(choice(NAMED, request), picked(A, Map.of()));
      assertThat(selection.candidate()).isEqualTo(A);
      memory.chosen("r", ROUTE, selection);
      memory.ended("r", !failed);
      memory.ended("r", !failed);
    }
    var relieved = learning.apply(choice(NAMED, request), picked(A, Map.of()));
    assertThat(relieved.candidate()).isEqualTo(B);
    assertThat(last(relieved).action()).isEqualTo("rescue_switch");
    serve(learning, choice(Calls.with("x-conversation-id", "c2"), request), picked(A, Map.of()));
    memory.ended("r", true);
    assertThat(
            learning
                .apply(choice(Calls.with("x-conversation-id", "c2"), request), relieved)
                .candidate())
        .as("another conversation did not fail")
        .isEqualTo(A);
  }

  @Test
  void outcomesRelieveAModelWhenAnotherPromisesMore() {
    var learning = learning(Mode.OFF, Mode.APPLY);
    serve(learning, choice(NAMED, turn("hi")), picked(A, Map.of()));
    memory.experience().judged(ROUTE, "a", List.of("a", "b"), Fit.UNDERPOWERED);
    memory.experience().judged(ROUTE, "a", List.of("a", "b"), Fit.UNDERPOWERED);
    var request = turn("hi", "hello", "and?");
    assertThat(learning.apply(choice(NAMED, request), picked(A, Map.of())).candidate())
        .isEqualTo(A);
    memory.experience().judged(ROUTE, "b", List.of("a", "b"), Fit.GOOD_FIT);
    assertThat(learning.apply(choice(NAMED, request), picked(A, Map.of())).candidate())
        .isEqualTo(B);
  }

  @Test
  void observingAndBypassingChangeNothing() {
    for (var mode : List.of(Mode.OBSERVE, Mode.BYPASS)) {
      serve(learning(Mode.OFF, Mode.APPLY), choice(NAMED, turn("hi")), picked(A, Map.of()));
      var selection =
          learning(mode, mode)
              .apply(choice(NAMED, turn("hi", "hello", "and?")), picked(B, Map.of()));
      assertThat(selection.candidate()).isEqualTo(B);
      assertThat(selection.reason()).isEqualTo("configured first");
      assertThat(selection.learned().adjustments())
          .extracting(Adjustment::action)
          .containsOnly(mode == Mode.OBSERVE ? "observe" : "bypass");
    }
  }

  @Test
  void aConversationWithoutANameIsKnownByHowItBegan() {
    var learning = learning(Mode.OFF, Mode.APPLY);
    var nameless = Calls.with();
    serve(learning, choice(nameless, turn("what is a monad?")), picked(A, Map.of()));
    var second = turn("what is a monad?", "a burrito", "really?");
    assertThat(learning.apply(choice(nameless, second), picked(B, Map.of())).candidate())
        .isEqualTo(A);
    var anotherUser = Calls.with("x-authz-user-id", "eve");
    assertThat(learning.apply(choice(anotherUser, second), picked(B, Map.of())).candidate())
        .isEqualTo(B);
    assertThat(
            learning
                .apply(choice(nameless, turn("what is a monad?")), picked(B, Map.of()))
                .candidate())
        .as("the same question again is a conversation of its own")
        .isEqualTo(B);
  }

  @Test
  void keysOfConversationsDoNotRunIntoEachOther() {
    var seen = new HashSet<String>();
    for (var call :
        List.of(
            Calls.with(),
            Calls.with("x-conversation-id", "1"),
            Calls.with("x-session-id", "1"),
            Calls.with("x-session-id", "1", "x-conversation-id", "2"),
            Calls.with("x-session-id", "12", "x-conversation-id", ""),
            Calls.with("x-authz-user-id", "1"))) {
      seen.add(ConversationKey.of(CONVERSATION, "default", call, turn("hi")).digest());
      seen.add(ConversationKey.of(CONVERSATION, "other", call, turn("hi")).digest());
    }
    assertThat(seen).hasSize(12);
    var whole = new Identity("x-session-id", "x-conversation-id", "x-authz-user-id", true);
    assertThat(
            ConversationKey.of(
                    whole,
                    "r",
                    Calls.with("x-session-id", "1", "x-conversation-id", "2"),
                    turn("hi"))
                .digest())
        .isEqualTo(
            ConversationKey.of(
                    whole,
                    "r",
                    Calls.with("x-session-id", "1", "x-conversation-id", "3"),
                    turn("ho"))
                .digest());
  }

  @Test
  void aModelNobodyAskedGoesFirstWhileItMayExplore() {
    var learning = learning(Mode.APPLY, Mode.APPLY);
    var first = serve(learning, choice(Calls.with(), turn("1")), picked(A, Map.of()));
    assertThat(first.candidate()).isEqualTo(A);
    var second = serve(learning, choice(Calls.with(), turn("2")), picked(A, Map.of()));
    assertThat(second.candidate()).isEqualTo(B);
    assertThat(second.reason()).contains("cold_start");
  }

  @Test
  void outcomesMoveTheChoice() {
    var learning = learning(Mode.APPLY, Mode.OFF);
    memory.experience().asked(ROUTE, "a");
    memory.experience().asked(ROUTE, "b");
    for (int i = 0; i < 40; i++) {
      memory.experience().judged(ROUTE, "a", List.of("a", "b"), Fit.UNDERPOWERED);
      memory.experience().judged(ROUTE, "b", List.of("a", "b"), Fit.GOOD_FIT);
    }
    int chosen = 0;
    for (int i = 0; i < 1000; i++) {
      var selection = learning.apply(choice(Calls.with(), turn("x")), picked(A, Map.of()));
      chosen += selection.candidate().equals(B) ? 1 : 0;
    }
    assertThat(chosen).isGreaterThan(990);
  }

  @Test
  void learningIsRepeatableWithTheSameChance() {
    for (int i = 0; i < 50; i++) {
      memory.experience().asked(ROUTE, "a");
      memory.experience().asked(ROUTE, "b");
      var one = learning(Mode.APPLY, Mode.OFF);
      var other = learning(Mode.APPLY, Mode.OFF);
      var choice = choice(Calls.with(), turn("x" + i));
      assertThat(one.apply(choice, picked(A, Map.of())))
          .isEqualTo(other.apply(choice, picked(A, Map.of())));
    }
  }

  @Test
  void drawsHaveTheMeanAndVarianceOfTheirDistribution() {
    var draw = new BetaDraw(new Random(11));
    for (double[] shape : new double[][] {{1, 1}, {2, 5}, {40, 3}, {1, 30}}) {
      double alpha = shape[0];
      double beta = shape[1];
      int count = 100_000;
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        double value = draw.of(alpha, beta);
        assertThat(value).isBetween(0.0, 1.0);
        sum += value;
        squares += value * value;
      }
      double mean = sum / count;
      double all = alpha + beta;
      assertThat(mean).isCloseTo(alpha / all, within(0.005));
      assertThat(squares / count - mean * mean)
          .isCloseTo(alpha * beta / (all * all * (all + 1)), within(0.003));
    }
  }

  @Test
  void whatIsRememberedHoldsNoText() {
    var learning = learning(Mode.OFF, Mode.APPLY);
    var selection = learning.apply(choice(Calls.with(), turn("my secret")), picked(A, Map.of()));
    assertThat(selection.learned().conversation()).matches("[0-9a-f]{32}");
    assertThat(selection.toString()).doesNotContain("secret");
  }
}
