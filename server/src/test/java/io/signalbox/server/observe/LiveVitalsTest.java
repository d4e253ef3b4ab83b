package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.plugin.Routed;
import io.signalbox.server.reload.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LiveVitalsTest {
  private Instant now = Instant.EPOCH;
  private final InstantSource clock = () -> now;
  private final LiveVitals vitals = new LiveVitals(clock);
  private final Calls calls = new Calls(vitals);

  private Routed routed(String id) {
    return calls.router.explain(Documents.call(id), Documents.request("auto", Calls.PROMPT));
  }

  private void finish(String id, long millis, long tokens) {
    var routed = routed(id);
    vitals.sent(routed);
    vitals.finished(
        routed,
        new Ending(
            200,
            new Usage(5, tokens),
            Duration.ofMillis(millis / 2),
            Duration.ofMillis(millis),
            true,
            null));
  }

  @Test
  void percentilesAreThoseOfTheLastReplies() {
    for (int i = 1; i <= 100; i++) {
      finish("c" + i, 100L * i, 10);
    }
    assertThat(vitals.secondsPerToken("math-expert", 95)).hasValue(0.95);
    assertThat(vitals.secondsPerToken("math-expert", 1)).hasValue(0.01);
    assertThat(vitals.secondsPerToken("math-expert", 100)).hasValue(1.0);
    assertThat(vitals.secondsToFirstToken("math-expert", 50)).hasValue(2.5);
    assertThat(vitals.answerTokens("math-expert")).hasValue(10.0);
    assertThat(vitals.secondsPerToken("law-expert", 50)).isEmpty();
    for (int i = 0; i < 256; i++) {
      finish("d" + i, 100, 10);
    }
    assertThat(vitals.secondsPerToken("math-expert", 100)).hasValue(0.01);
  }

  @Test
  void oldRepliesStopCounting() {
    finish("a", 100, 10);
    now = now.plus(Duration.ofMinutes(10));
    assertThat(vitals.secondsPerToken("math-expert", 50)).isPresent();
    now = now.plus(Duration.ofMillis(1));
    assertThat(vitals.secondsPerToken("math-expert", 50)).isEmpty();
    assertThat(vitals.answerTokens("math-expert")).isEmpty();
  }

  @Test
  void failuresAndOddNumbersAreNoMeasurements() {
    calls.serve("a", "auto", Calls.answering(500));
    calls.serve("b", "auto", Calls.breaking());
    calls.serve("c", "auto", Calls.failing(Fault.TIMEOUT));
    assertThat(vitals.secondsToFirstToken("math-expert", 50)).isEmpty();
    var samples = new Samples(clock, Duration.ofMinutes(1));
    for (double odd : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      samples.add(odd);
    }
    assertThat(samples.percentile(50)).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void requestsInFlightAreCountedOnceEachAndToTheirEnd() {
    var one = routed("a");
    var other = routed("b");
    vitals.sent(one);
    vitals.sent(other);
    assertThat(vitals.inFlight("math-expert")).isEqualTo(2);
    vitals.sent(one);
    assertThat(vitals.inFlight("math-expert")).isEqualTo(2);
    vitals.failed(one.call(), "auto", new RouterException(Fault.TIMEOUT, "late"));
    vitals.failed(one.call(), "auto", new RouterException(Fault.TIMEOUT, "late"));
    assertThat(vitals.inFlight("math-expert")).isEqualTo(1);
    Call unknown = Documents.call("z");
    vitals.failed(unknown, null, new RouterException(Fault.BAD_REQUEST, "odd"));
    assertThat(vitals.inFlight("math-expert")).isEqualTo(1);
    calls.serve("c", "auto", Calls.answering(200));
    calls.serve("d", "auto", Calls.breaking());
    calls.serve("e", "auto", Calls.failing(Fault.TIMEOUT));
    assertThat(vitals.inFlight("math-expert")).isEqualTo(1);
  }
}
