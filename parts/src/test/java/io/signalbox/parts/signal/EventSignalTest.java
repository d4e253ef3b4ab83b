package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventSignalTest {
  private static Signal signal(String entries) {
    var findings = new RecordingFindings();
    var signals = ExampleSignals.of(EventSignal.PART, entries, findings);
    assertThat(findings.refused()).isEmpty();
    assertThat(signals).hasSize(1);
    return signals.getFirst();
  }

  private static Reading read(Signal signal, String text) {
    return signal.read(Calls.with(), Requests.saying(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing of the kind | 0",
        "event payment_failed for order 7 | 1",
        "PAYMENT_FAILED | 1",
        "payment_failed_twice | 0",
        "code TXN_DECLINE, payment_failed | 2",
        "severity: Critical | 1",
        "low severity | 0",
        "highly unusual | 0",
        "we need this ASAP | 1",
        "I know nothing | 0",
        "time-sensitive | 1",
        "now: high payment_failed TXN_DECLINE | 4",
      })
  void eachCriterionMetMakesItSurer(String text, int met) {
    var signal =
        signal(
            "- {name: e, event_types: [payment_failed, declined], severities: [critical, ' HIGH '],"
                + " action_codes: [TXN_DECLINE], temporal: true}");
    assertThat(read(signal, text))
        .isEqualTo(Reading.measured("e", met, met > 0, 0.5 + 0.5 * met / 4));
    assertThat(signal.bounds("e")).hasToString(">= 1");
  }

  @Test
  void rulesAreToldApart() {
    var signal =
        signal(
            """
            - {name: payments, description: for people, event_types: [payment_failed]}
            - {name: hurry, temporal: true}
            - {name: both, event_types: [payment_failed], temporal: true}
            """);
    assertThat(signal.names()).containsExactly("payments", "hurry", "both");
    assertThat(read(signal, "payment_failed"))
        .isEqualTo(
            new Reading.Hit(
                Map.of("payments", 1.0, "both", 0.75),
                Map.of("payments", 1.0, "hurry", 0.0, "both", 1.0)));
  }

  @Test
  void longTextsAreSeenAtTheirEndsAndInTheMiddle() {
    var signal = signal("- {name: e, event_types: [declined]}");
    var filler = "word ".repeat(2_000);
    for (var text :
        new String[] {"declined " + filler, filler + "declined " + filler, filler + "declined"}) {
      assertThat(read(signal, text)).isInstanceOf(Reading.Hit.class);
    }
    var between = "word ".repeat(400) + "declined " + "word ".repeat(3_000);
    assertThat(read(signal, between)).isInstanceOf(Reading.Miss.class);
    // What stands for the omission is no word of any list.
    assertThat(read(signal("- {name: e, temporal: true}"), filler))
        .isInstanceOf(Reading.Miss.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: e}",
        "{name: e, temporal: false, event_types: []}",
        "{name: e, severities: [fatal]}",
        "{name: e, event_types: ['']}",
        "{name: e, temporal: perhaps}",
        "{event_types: [a]}",
      })
  void whatIsWrongIsRefused(String entry) {
    assertThat(ExampleDocument.problems("signals: {events: [" + entry + "]}")).hasSize(1);
  }
}
