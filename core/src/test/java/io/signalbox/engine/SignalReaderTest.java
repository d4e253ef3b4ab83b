package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.decide.Decision;
import io.signalbox.decide.Decisions;
import io.signalbox.decide.Rule;
import io.signalbox.decide.Strategy;
import io.signalbox.engine.RecordingEvents.Event;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Fact;
import io.signalbox.signal.FakeSignal;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SignalReaderTest {
  private final RecordingEvents events = new RecordingEvents();

  private static FakeSignal signal(Cost cost, String name, Supplier<Reading> reading) {
    return new FakeSignal(
        new SignalName(cost == Cost.FREE ? "cheap" : "dear", name), cost, reading);
  }

  private static Rule is(FakeSignal signal) {
    return new Rule.Is(signal.name());
  }

  private static Decision decision(String name, int priority, Rule rule) {
    return new Decision(name, priority, rule);
  }

  private SignalReader reader(List<Signal> signals, Decision... decisions) {
    return new SignalReader(new Decisions(List.of(decisions), Strategy.PRIORITY), signals, events);
  }

  private static SignalReader.Result read(SignalReader reader) {
    return reader.read(Calls.with(), Requests.saying("hello"));
  }

  @Test
  void aModelIsNotAskedWhenTheKeywordDecides() {
    var cheap = signal(Cost.FREE, "k", () -> Reading.hit("k", 1));
    var dear = signal(Cost.MODEL, "d", () -> Reading.hit("d", 1));
    var reader =
        reader(List.of(dear, cheap), decision("high", 2, is(cheap)), decision("low", 1, is(dear)));
    var result = read(reader);
    assertThat(result.verdict().decision()).isNotNull();
    assertThat(result.readings().fact(cheap.name())).isEqualTo(new Fact.Holds(1));
    assertThat(result.readings().fact(dear.name())).isNull();
    assertThat(dear.reads()).isZero();
  }

  @Test
  void aModelIsAskedOnceWhenNothingCheaperDecides() {
    var cheap = signal(Cost.FREE, "k", Reading::miss);
    var dear = signal(Cost.MODEL, "d", () -> Reading.hit("d", 0.9));
    var both = new Rule.Any(List.of(is(cheap), is(dear)));
    var reader =
        reader(List.of(cheap, dear), decision("one", 2, both), decision("two", 1, is(dear)));
    assertThat(read(reader).verdict().confidence()).isEqualTo(0.9);
    assertThat(dear.reads()).isOne();
    assertThat(cheap.reads()).isOne();
  }

  @Test
  void everythingIsReadForAnExplanation() {
    var cheap = signal(Cost.FREE, "k", () -> Reading.hit("k", 1));
    var dear = signal(Cost.MODEL, "d", () -> Reading.hit("d", 1));
    var reader =
        reader(List.of(dear, cheap), decision("high", 2, is(cheap)), decision("low", 1, is(dear)));
    var result = reader.readEverything(Calls.with(), Requests.saying("hello"));
    assertThat(result.readings().facts()).containsOnlyKeys(cheap.name(), dear.name());
    assertThat(dear.reads()).isOne();
  }

  @Test
  void modelsAreAskedAtTheSameTime() {
    var barrier = new CyclicBarrier(3);
    Supplier<Reading> meeting =
        () -> {
          try {
            barrier.await();
            return Reading.miss();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
        };
    var signals =
        List.of(
            signal(Cost.MODEL, "a", meeting),
            signal(Cost.MODEL, "b", meeting),
            signal(Cost.MODEL, "c", meeting));
    var rule = new Rule.Any(signals.stream().map(SignalReaderTest::is).toList());
    var result = read(reader(List.copyOf(signals), decision("any", 1, rule)));
    assertThat(result.readings().facts()).hasSize(3);
    assertThat(result.readings().failures()).isEmpty();
  }

  @Test
  void eventsComeOnTheThreadOfTheCall() {
    var signals =
        List.of(
            signal(Cost.FREE, "k", Reading::miss),
            signal(Cost.MODEL, "a", Reading::miss),
            signal(Cost.MODEL, "b", Reading::miss));
    var rule = new Rule.Any(signals.stream().map(SignalReaderTest::is).toList());
    read(reader(List.copyOf(signals), decision("any", 1, rule)));
    assertThat(events.of(Event.SignalRead.class))
        .extracting(Event.SignalRead::type)
        .containsExactly("cheap", "dear", "dear");
    assertThat(events.of(Event.SignalRead.class))
        .allSatisfy(read -> assertThat(read.thread()).isSameAs(Thread.currentThread()));
  }

  @Test
  void aSignalThatThrowsIsAFailedReading() {
    for (var cost : Cost.values()) {
      var refusing =
          signal(
              cost,
              "refusing",
              () -> {
                throw new RouterException(Fault.OVERLOADED, "the queue is full");
              });
      var broken =
          signal(
              cost,
              "broken",
              () -> {
                throw new IllegalStateException("tell me about my secret");
              });
      for (var one : List.of(refusing, broken)) {
        var guarded = new Rule.Not(is(one));
        var result = read(reader(List.of(one), decision("guarded", 1, guarded)));
        assertThat(result.verdict().decision()).isNull();
        assertThat(result.readings().fact(one.name())).isEqualTo(new Fact.Unknown());
        assertThat(result.readings().failures().values())
            .containsExactly(
                one.equals(refusing) ? "the queue is full" : "java.lang.IllegalStateException");
      }
      var rule = new Rule.Any(List.of(is(refusing), is(broken)));
      assertThat(read(reader(List.of(refusing, broken), decision("d", 1, rule))).verdict())
          .satisfies(verdict -> assertThat(verdict.decision()).isNull());
    }
  }

  @Test
  void anInterruptedCallEndsWithFailedReadingsAndStaysInterrupted() {
    var a = signal(Cost.MODEL, "a", Reading::miss);
    var b = signal(Cost.MODEL, "b", Reading::miss);
    var reader = reader(List.of(a, b), decision("d", 1, new Rule.Any(List.of(is(a), is(b)))));
    Thread.currentThread().interrupt();
    var result = read(reader);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.readings().facts()).hasSize(2);
  }

  @Test
  void manySignalsAreReadInTimeThatGrowsWithTheirNumber() {
    var signals =
        IntStream.range(0, 20_000)
            .mapToObj(i -> signal(Cost.FREE, "k" + i, Reading::miss))
            .toList();
    var result = read(reader(List.copyOf(signals), decision("d", 1, is(signals.getFirst()))));
    assertThat(result.readings().facts()).hasSize(20_000);
  }
}
