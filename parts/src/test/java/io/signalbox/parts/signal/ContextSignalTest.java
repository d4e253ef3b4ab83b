package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.ContextSignal.Config;
import io.signalbox.signal.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextSignalTest {
  private static ContextSignal signal(String least, String most) {
    var findings = new RecordingFindings();
    var signal = ContextSignal.of(new Config("c", "", least, most), findings);
    assertThat(findings.refused()).isEmpty();
    return signal;
  }

  /** Four tokens a message and one for each four bytes. */
  private static boolean fires(ContextSignal signal, int tokens) {
    var request = Requests.saying("word".repeat(tokens - 4));
    assertThat(request.estimatedTokens()).isEqualTo(tokens);
    return signal.read(Calls.with(), request) instanceof Reading.Hit;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "500, 500",
    "1K, 1000",
    "1k, 1000",
    "1.5K, 1500",
    "0.5k, 500",
    "2M, 2000000",
    "1.25m, 1250000",
    "128K, 128000",
    "000123, 123",
    "999999999999999, 999999999999999",
    "0.0014K, 1"
  })
  void countsMayBeWrittenInThousandsAndMillions(String text, long tokens) {
    assertThat(ContextSignal.tokens(text)).hasValue(tokens);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "+1",
        "K",
        "1G",
        "1KK",
        "1 K",
        "1,000",
        "1e3",
        "0x10",
        ".5K",
        "1.",
        "NaN",
        "∞",
        "١٢٣",
        "9999999999999999"
      })
  void whatIsNoCountIsRefused(String text) {
    var findings = new RecordingFindings();
    ContextSignal.of(new Config("c", "", text, text), findings);
    assertThat(findings.refused())
        .hasSize(2)
        .allMatch(refusal -> refusal.contains(text + " (expected: a number of tokens"));
  }

  @Test
  void bothEndsBelongToTheRange() {
    var signal = signal("10", "20");
    assertThat(List.of(9, 10, 15, 20, 21))
        .map(tokens -> fires(signal, tokens))
        .containsExactly(false, true, true, true, false);
  }

  @Test
  void anEndThatIsLeftOutIsOpen() {
    assertThat(fires(signal("1K", ""), 1_000)).isTrue();
    assertThat(fires(signal("1K", " "), 50_000)).isTrue();
    assertThat(fires(signal("", "1K"), 5)).isTrue();
    assertThat(fires(signal("", "1K"), 1_001)).isFalse();
    assertThat(fires(signal("", ""), 5)).isTrue();
  }

  @Test
  void aRangeTheWrongWayRoundIsRefused() {
    assertThat(
            ExampleDocument.problems(
                """
                signals:
                  context:
                    - name: c
                      min_tokens: 2K
                      max_tokens: 1K
                """))
        .containsExactly(
            "c.yaml:8: routing.signals.context[0].max_tokens: 1K (expected: at least min_tokens)");
  }

  @Test
  void numbersNeedNoQuotes() {
    var routing =
        """
        signals: {context: [{name: c, min_tokens: 10, max_tokens: 2000}]}
        decisions: [{name: d, rules: {type: context, name: c}, modelRefs: [{model: m}]},
                    {name: e, priority: -1, modelRefs: [{model: n}]}]
        """;
    var recipe = ExampleDocument.recipe(ExampleDocument.none(), routing);
    assertThat(recipe.route(Calls.with(), Requests.saying("a")).decisionName()).isEqualTo("e");
    assertThat(recipe.route(Calls.with(), Requests.saying("a".repeat(99))).decisionName())
        .isEqualTo("d");
  }
}
