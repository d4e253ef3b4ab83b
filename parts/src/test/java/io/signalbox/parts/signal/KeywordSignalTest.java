package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.KeywordSignal.Config;
import io.signalbox.parts.signal.KeywordSignal.Method;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeywordSignalTest {
  private static Signal signal(
      String operator, boolean caseSensitive, @Nullable Method method, String... keywords) {
    var findings = new RecordingFindings();
    var config = new Config("k", operator, List.of(keywords), caseSensitive, method);
    var signal = KeywordSignal.of(config, findings);
    assertThat(findings.refused()).isEmpty();
    return signal.orElseThrow();
  }

  private static boolean fires(Signal signal, String text) {
    var reading = signal.read(Calls.with(), Requests.saying(text));
    assertThat(reading).isIn(Reading.miss(), Reading.hit("k", 1.0));
    return reading instanceof Reading.Hit;
  }

  private static boolean found(String keyword, String text) {
    return fires(signal("OR", false, null, keyword), text);
  }

  @Test
  void andNeedsAllOrNeedsAnyNorNeedsNone() {
    var texts = List.of("", "red", "red and blue");
    assertThat(texts)
        .map(text -> fires(signal("AND", false, null, "red", "blue"), text))
        .containsExactly(false, false, true);
    assertThat(texts)
        .map(text -> fires(signal("OR", false, null, "red", "blue"), text))
        .containsExactly(false, true, true);
    assertThat(texts)
        .map(text -> fires(signal("NOR", false, null, "red", "blue"), text))
        .containsExactly(true, false, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // At the edges of words and of the text.
        "code | code | true",
        "code | the code | true",
        "code | code, please | true",
        "code | encode | false",
        "code | codes | false",
        "code | co de | false",
        "code | my_code | false",
        "code | code2 | false",
        "code | encode code | true",
        "code | (code) | true",
        "code | CODE | true",
        "machine learning | about Machine Learning! | true",
        "machine learning | machine  learning | false",
        "aba | ababa | false",
        "aba | ababa aba | true",
        // Keywords that begin or end with no letter.
        "TLA+ | TLA+ is fun | true",
        "TLA+ | use TLA+ | true",
        "TLA+ | TLA | false",
        "C++ | C++, C | true",
        "C++ | C++17 | true",
        "C++ | ObjC++ | false",
        ".NET | on .NET 9 | true",
        ".NET | ASP.NET | true",
        ".NET | .NETs | false",
        "$$$ | pay $$$ now | true",
        "?! | what?! | true",
        // Alphabets other than the Latin one.
        "код | мой код | true",
        "код | КОД | true",
        "код | кодек | false",
        "über | sie Über allem | true",
        "café | un CAFÉ noir | true",
        "café | cafés | false",
        "cafe | café | false",
        "naïve | a nai\u0308ve view | true",
        "nai\u0308ve | a naïve view | true",
        "हिन्दी | मुझे हिन्दी आती है | true",
        // Scripts without boundaries between words.
        "显卡 | 我的显卡坏了 | true",
        "データ | ビッグデータ分析 | true",
        "ユーザー | ユーザーID | true",
        "ｻｰﾊﾞｰ | ｻｰﾊﾞｰX | true",
        "서버 | 서버는 느리다 | true",
        "ภาษา | เรียนภาษาไทย | true",
        "GPU显卡 | 我的GPU显卡 | true",
        "GPU显卡 | myGPU显卡 | true",
        "GPU | 我的GPU坏了 | true",
        "GPU | GPUs | false",
        // Signs and marks.
        "😀 | so 😀 happy | true",
        "😀 | 😀😀 | true",
        "😀 | 😁 | false",
        "❤\ufe0f | I❤\ufe0fNY | true",
        "❤ | I❤\ufe0fNY | true",
        "love | ❤\ufe0flove | true",
        "x | x\u0323 | false",
        // Letters whose cases are special.
        "straße | STRAßE | true",
        "straße | STRAẞE | true",
        "straße | STRASSE | false",
        "istanbul | İSTANBUL | true",
        "İstanbul | in istanbul | true",
        "σοφός | ΣΟΦΌΣ | true",
        "ΟΔΟΣ | οδοσ | true",
        "kelvin | \u212aelvin | true",
        "ǰ | J\u030c | true",
        "ﬁn | FIN | false",
      })
  void aWordIsFoundAtItsBoundaries(String keyword, String text, boolean expected) {
    assertThat(found(keyword, text)).isEqualTo(expected);
  }

  @Test
  void caseCanMatter() {
    var signal = signal("OR", true, null, "Go", "é");
    assertThat(fires(signal, "Go!")).isTrue();
    assertThat(fires(signal, "go!")).isFalse();
    assertThat(fires(signal, "É")).isFalse();
    assertThat(fires(signal, "e\u0301")).isTrue();
  }

  @Test
  void anEmptyTextHoldsNoWord() {
    assertThat(found("a", "")).isFalse();
    assertThat(found("?", "")).isFalse();
  }

  @Test
  void longTextsAreSearchedInLinearTime() {
    var many = new String[200];
    Arrays.setAll(many, i -> "keyword" + i);
    assertThat(fires(signal("OR", false, null, many), "lorem ipsum ".repeat(50_000))).isFalse();
    assertThat(found("aaaa", "a".repeat(10_000_000))).isFalse();
    assertThat(found("ende", "é".repeat(5_000_000) + " ENDE")).isTrue();
  }

  @Test
  void patternsAreSearchedInLinearTime() {
    var bomb = signal("OR", false, Method.REGEX, "(a+)+$", "(a|aa)*c", "(.*)(.*)(.*)x");
    assertThat(fires(bomb, "a".repeat(100_000) + "b")).isFalse();
  }

  @Test
  void patternsKnowNoBoundariesAndFoldCase() {
    var signal = signal("OR", false, Method.REGEX, "cod[ei]", "\\bjava\\b");
    assertThat(fires(signal, "enCODIng")).isTrue();
    assertThat(fires(signal, "Java!")).isTrue();
    assertThat(fires(signal, "javascript")).isFalse();
    assertThat(fires(signal("OR", true, Method.REGEX, "cod[ei]"), "CODE")).isFalse();
    assertThat(fires(signal("AND", true, Method.REGEX, "^a", "z$"), "a to z")).isTrue();
  }

  @Test
  void aBadPatternIsRefusedWithItsPlace() {
    assertThat(
            ExampleDocument.problems(
                """
                signals:
                  keywords:
                    - name: k
                      method: regex
                      keywords:
                        - fine
                        - "(?=ahead)"
                        - "[a-"
                        - "(a)\\\\1"
                """))
        .hasSize(3)
        .allMatch(problem -> problem.contains("RE2 pattern"))
        .anyMatch(
            p -> p.startsWith("c.yaml:10: routing.signals.keywords[0].keywords[1]: (?=ahead)"))
        .anyMatch(p -> p.startsWith("c.yaml:11: routing.signals.keywords[0].keywords[2]: [a-"));
  }

  @Test
  void operatorsAreWrittenInCapitals() {
    for (var operator : List.of("and", "Or", "nor", "XOR", "")) {
      var findings = new RecordingFindings();
      var config = new Config("k", operator, List.of("a"), false, null);
      assertThat(KeywordSignal.of(config, findings)).isEmpty();
      assertThat(findings.refused())
          .containsExactly("operator: " + operator + " (expected: AND, OR or NOR, in capitals)");
    }
  }

  @Test
  void keywordsAreNeeded() {
    assertThat(ExampleDocument.problems("signals: {keywords: [{name: k, keywords: []}]}"))
        .singleElement()
        .asString()
        .contains("at least one keyword");
    assertThat(ExampleDocument.problems("signals: {keywords: [{name: k, keywords: ['', a]}]}"))
        .hasSize(1);
    assertThat(ExampleDocument.problems("signals: {keywords: [{name: k, keywords: [' ']}]}"))
        .hasSize(1);
    assertThat(ExampleDocument.problems("signals: {keywords: [{name: k}]}")).hasSize(1);
    assertThat(ExampleDocument.problems("signals: {keywords: [{keywords: [a]}]}")).hasSize(1);
  }

  @Test
  void unsupportedMethodsAreRefused() {
    for (var method : List.of("bm25", "ngram", "fuzzy", "magic")) {
      var yaml = "signals: {keywords: [{name: k, keywords: [a], method: %s}]}".formatted(method);
      assertThat(ExampleDocument.problems(yaml)).singleElement().asString().contains(method);
    }
  }
}
