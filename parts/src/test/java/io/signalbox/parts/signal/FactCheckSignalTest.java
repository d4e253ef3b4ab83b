package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.Head;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.FactCheckSignal.Config;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FactCheckSignalTest {
  private static final String NEEDED = "needs_fact_check";
  private static final String NOT_NEEDED = "no_fact_check_needed";

  private static Signal signal(Classifier facts, String... names) {
    var findings = new RecordingFindings();
    var encoder = new FakeEncoder().with(Head.FACT_CHECK, facts);
    var built =
        FactCheckSignal.PART
            .factory()
            .build(
                Arrays.stream(names).map(name -> new Config(name, "")).toList(),
                Settings.of(() -> encoder),
                findings);
    assertThat(findings.refused()).isEmpty();
    return built.getFirst();
  }

  private static Reading read(double needed, String... names) {
    Classifier facts =
        (text, deadline) ->
            new Classification(
                Map.of("not_needed", 1 - needed, "needed", needed), new Coverage(3, 4));
    return signal(facts, names).read(Calls.with(), Requests.saying("Who won in 1966?"));
  }

  @Test
  void oneOfBothHolds() {
    assertThat(read(0.75, NEEDED, NOT_NEEDED))
        .isEqualTo(
            new Reading.Hit(
                Map.of(NEEDED, 0.75),
                Map.of(
                    NEEDED,
                    0.75,
                    NEEDED + ":coverage",
                    0.75,
                    NOT_NEEDED,
                    0.25,
                    NOT_NEEDED + ":coverage",
                    0.75)));
    assertThat(read(0.25, NEEDED, NOT_NEEDED))
        .isInstanceOfSatisfying(
            Reading.Hit.class, hit -> assertThat(hit.labels()).isEqualTo(Map.of(NOT_NEEDED, 0.75)));
  }

  @ParameterizedTest
  @CsvSource({"0.6, true", "0.599, false", "1, true", "0, false"})
  void theThresholdIsInclusive(double needed, boolean holds) {
    assertThat(read(needed, NEEDED) instanceof Reading.Hit).isEqualTo(holds);
    assertThat(read(needed, NOT_NEEDED) instanceof Reading.Hit).isEqualTo(!holds);
  }

  @Test
  void boundsTellWhatWouldHold() {
    var signal = signal(FakeClassifier.sureOf("needed", 1), NEEDED, NOT_NEEDED);
    assertThat(signal.bounds(NEEDED)).isEqualTo(Bounds.atLeast(0.6));
    assertThat(signal.bounds(NOT_NEEDED)).isEqualTo(new Bounds(0.4, null, null, null));
    assertThat(signal.bounds("other")).isNull();
  }

  @Test
  void aClassifierThatFailsLeavesItOpen() {
    assertThat(
            signal(FakeClassifier.overloaded(), NOT_NEEDED)
                .read(Calls.with(), Requests.saying("a")))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void nothingIsAskedOfNothing() {
    var facts = FakeClassifier.sureOf("needed", 1);
    var signal = signal(facts, NEEDED, NOT_NEEDED);
    assertThat(signal.read(Calls.with(), Requests.saying(" \n"))).isEqualTo(Reading.miss());
    assertThat(facts.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"facts", "NEEDS_FACT_CHECK", "needs_fact_check "})
  void anotherNameIsRefused(String name) {
    assertThat(ExampleDocument.problems("signals: {fact_check: [{name: '" + name + "'}]}"))
        .singleElement()
        .asString()
        .contains("routing.signals.fact_check[0].name", "no_fact_check_needed");
  }

  @Test
  void noRulesNeedNoModel() {
    assertThat(
            FactCheckSignal.PART
                .factory()
                .build(List.of(), Settings.of(ExampleDocument.none()), new RecordingFindings()))
        .isEmpty();
  }
}
