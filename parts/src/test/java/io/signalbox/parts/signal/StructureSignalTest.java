package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StructureSignalTest {
  private static final Offset<Double> NEARLY = within(1e-9);

  private static Signal signal(String rest) {
    var findings = new RecordingFindings();
    var signals = ExampleSignals.of(StructureSignal.PART, "- {name: s, " + rest + "}", findings);
    assertThat(findings.refused()).isEmpty();
    return signals.getFirst();
  }

  private static Readings read(Signal signal, String text) {
    return Readings.NONE.with(signal, signal.read(Calls.with(), Requests.saying(text)));
  }

  private static @Nullable Double value(Signal signal, String text) {
    return read(signal, text).value(new SignalName("structure", "s"));
  }

  private static boolean holds(Signal signal, String text) {
    return !read(signal, text).holding("structure").isEmpty();
  }

  private static double confidence(Signal signal, String text) {
    return read(signal, text).fact(new SignalName("structure", "s"))
            instanceof Fact.Holds(double confidence)
        ? confidence
        : -1;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exists | regex, pattern: '[?？]' | why? really？ | 1",
        "exists | regex, pattern: '[?？]' | no | 0",
        "count | regex, pattern: '[?？]' | why? really？ | 2",
        "count | regex, pattern: 'a*' | baac | 3",
        "count | regex, pattern: 'ERROR' | error Error | 2",
        "count | regex, pattern: 'ERROR', case_sensitive: true | error ERROR | 1",
        "count | keyword_set, keywords: [at most, 不超过] | At most 3, 不超过3, at mostly | 2",
        "count | keyword_set, keywords: [json, JSON] | json JSON | 4",
        "count | keyword_set, keywords: [JSON], case_sensitive: true | json JSON | 1",
        "count | keyword_set, keywords: ['<='] | x<=5, y <= 6 | 2",
        "density | keyword_set, keywords: [under, table] | one table under two | 0.5",
        "density | keyword_set, keywords: [表格] | 用表格 | 0.3333333333333333",
        "density | regex, pattern: '[?]' | ??? | 0",
        "density | sequence, sequences: [[a, b]] | a b c d | 0.25",
        "sequence | sequence, sequences: [[first, then], [先, 再]] | First this, then that | 1",
        "sequence | sequence, sequences: [[first, then], [先, 再]] | then this, first that | 0",
        "sequence | sequence, sequences: [[first, then], [先, 再]] | 先做A再做B | 1",
        "sequence | sequence, sequences: [[A, B]], case_sensitive: true | a B | 0",
        "count | sequence, sequences: [[a, b]] | a b a b | 1",
        "count | text_bytes | größe | 7",
      })
  void measures(String feature, String source, String text, double value) {
    var signal = signal("feature: {type: %s, source: {type: %s}}".formatted(feature, source));
    assertThat(value(signal, text)).isCloseTo(value, NEARLY);
    assertThat(holds(signal, text)).isEqualTo(value > 0);
    assertThat(confidence(signal, text)).isEqualTo(value > 0 ? 1 : -1);
  }

  @Test
  void aPredicateSaysWhichValuesHold() {
    var signal =
        signal(
            "feature: {type: count, source: {type: regex, pattern: '[?]'}},"
                + " predicate: {gte: 2, lt: 4}");
    assertThat(List.of("", "?", "??", "???", "????"))
        .map(text -> holds(signal, text))
        .containsExactly(false, false, true, true, false);
    assertThat(value(signal, "????")).isEqualTo(4);
    assertThat(signal.bounds("s")).hasToString(">= 2, < 4");
    assertThat(signal.bounds("t")).isNull();
  }

  @Test
  void confidenceGrowsWithTheDistanceToTheNearestBound() {
    var signal =
        signal(
            "feature: {type: count, source: {type: regex, pattern: '[?]'}},"
                + " predicate: {gte: 2, lte: 5}");
    assertThat(confidence(signal, "??")).isEqualTo(0.5);
    assertThat(confidence(signal, "???")).isCloseTo(1 / (1 + Math.exp(-4)), NEARLY);
    assertThat(confidence(signal, "?????")).isEqualTo(0.5);
  }

  @Test
  void withoutTextLittleIsFewAndNothingIsMuch() {
    var few =
        signal(
            "feature: {type: density, source: {type: regex, pattern: '[?]'}}, predicate: {lt:"
                + " 0.05}");
    assertThat(holds(few, "")).isTrue();
    assertThat(holds(few, "why?")).isFalse();
  }

  @Test
  void allRulesAreOneSignal() {
    var findings = new RecordingFindings();
    var signals =
        ExampleSignals.of(
            StructureSignal.PART,
            """
            - {name: a, description: for people, feature: {type: exists, source: {type: regex, pattern: a}}}
            - {name: b, feature: {type: exists, source: {type: regex, pattern: b}}}
            """,
            findings);
    assertThat(signals).hasSize(1);
    assertThat(signals.getFirst().names()).containsExactly("a", "b");
    assertThat(read(signals.getFirst(), "b").holding("structure")).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feature: {type: exists, source: {type: regex, pattern: '(?=a)'}}",
        "feature: {type: exists, source: {type: regex}}",
        "feature: {type: exists, source: {type: keyword_set}}",
        "feature: {type: exists, source: {type: keyword_set, keywords: ['']}}",
        "feature: {type: exists, source: {type: sequence}}",
        "feature: {type: exists, source: {type: sequence, sequences: [[a]]}}",
        "feature: {type: exists, source: {type: sequence, sequences: [[a, '']]}}",
        "feature: {type: sequence, source: {type: regex, pattern: a}}",
        "feature: {type: density, source: {type: text_bytes}}",
        "feature: {type: exists, source: {type: regex, pattern: a}}, predicate: {gt: 1}",
        "feature: {type: count, source: {type: regex, pattern: a}}, predicate: {}",
        "feature: {type: count, source: {type: regex, pattern: a}}, predicate: {gt: much}",
        "feature: {type: count, source: {type: regex, pattern: a}}, predicate: {eq: 1}",
        "feature: {type: median, source: {type: regex, pattern: a}}",
        "feature: {type: count, source: {type: magic}}",
        "feature: {type: count}",
        "predicate: {gt: 1}",
      })
  void whatIsWrongIsRefused(String rest) {
    assertThat(ExampleDocument.problems("signals: {structure: [{name: s, " + rest + "}]}"))
        .hasSize(1)
        .allMatch(problem -> problem.startsWith("c.yaml:4: routing.signals.structure[0]"));
  }

  @Test
  void whatTakesTooLongIsUnknown() {
    var call = Calls.with();
    var late = new Call(call.id(), call.headers(), new Deadline(System.nanoTime() - 1));
    var signal = signal("feature: {type: count, source: {type: regex, pattern: 'x[^y]*y|x'}}");
    assertThat(signal.read(late, Requests.saying("x".repeat(1_000_000))))
        .isInstanceOf(Reading.Failed.class);
  }
}
