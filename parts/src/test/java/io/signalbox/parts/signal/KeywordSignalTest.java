package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Call;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.KeywordSignal.Config;
import io.signalbox.parts.signal.KeywordSignal.Method;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeywordSignalTest {
  static Config config(
      String operator, boolean caseSensitive, @Nullable Method method, String... keywords) {
    return new Config(
        "k", "", operator, List.of(keywords), caseSensitive, method, false, 2, 0.1, 0.4, 3);
  }

  private static Signal signal(
      String operator, boolean caseSensitive, @Nullable Method method, String... keywords) {
    var findings = new RecordingFindings();
    var config = config(operator, caseSensitive, method, keywords);
    var signal = KeywordSignal.of(List.of(config), findings);
    assertThat(findings.refused()).isEmpty();
    return signal.orElseThrow();
  }

  private static boolean fires(Signal signal, String text) {
    var reading = signal.read(Calls.with(), Requests.saying(text));
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
      var config = config(operator, false, null, "a");
      KeywordSignal.of(List.of(config), findings);
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
    for (var method : List.of("bm-25", "levenshtein", "magic")) {
      var yaml = "signals: {keywords: [{name: k, keywords: [a], method: %s}]}".formatted(method);
      assertThat(ExampleDocument.problems(yaml)).singleElement().asString().contains(method);
    }
  }

  private static List<String> holding(Signal signal, String text) {
    var reading = signal.read(Calls.with(), Requests.saying(text));
    return reading instanceof Reading.Hit(var labels, var _)
        ? labels.keySet().stream().sorted().toList()
        : List.of();
  }

  private static Map<String, Double> values(Signal signal, String text) {
    return switch (signal.read(Calls.with(), Requests.saying(text))) {
      case Reading.Hit(var _, var values) -> values;
      case Reading.Miss(var values) -> values;
      case Reading.Failed failed -> throw new AssertionError(failed);
    };
  }

  private static Signal signalOf(String yaml, String... warnings) {
    var findings = new RecordingFindings();
    var signals = ExampleSignals.of(KeywordSignal.PART, yaml, findings);
    assertThat(findings.refused()).isEmpty();
    assertThat(findings.warned()).containsExactly(warnings);
    assertThat(signals).hasSize(1);
    return signals.getFirst();
  }

  @Test
  void allRulesAreOneSignal() {
    var signal =
        signalOf(
            """
            - {name: any, keywords: [red, blue]}
            - {name: all, operator: AND, keywords: [Red, blue]}
            - {name: none, operator: NOR, keywords: [red], case_sensitive: true}
            - {name: pattern, method: regex, keywords: ['b..e', 'x+y']}
            - {name: twice, keywords: [red, RED, blue]}
            """);

    assertThat(signal.names()).containsExactlyInAnyOrder("any", "all", "none", "pattern", "twice");
    assertThat(holding(signal, "RED")).containsExactly("any", "none", "twice");
    assertThat(holding(signal, "red blue")).containsExactly("all", "any", "pattern", "twice");
    assertThat(values(signal, "red and blue"))
        .isEqualTo(Map.of("any", 2.0, "all", 2.0, "none", 1.0, "pattern", 1.0, "twice", 3.0));
    assertThat(values(signal, "")).containsEntry("any", 0.0).containsEntry("none", 0.0);
    assertThat(signal.bounds("any")).hasToString(">= 1");
    assertThat(signal.bounds("all")).hasToString(">= 2");
    assertThat(signal.bounds("none")).hasToString("< 1");
    assertThat(signal.bounds("other")).isNull();
  }

  @Test
  void bm25FindsTermsInOtherForms() {
    var signal =
        signalOf(
            """
            - {name: code, method: bm25, keywords: [code, function, implement, debug, algorithm]}
            - {name: medical, method: bm25, keywords: [diagnosis, treatment, symptoms, surgery]}
            - {name: both, method: bm25, operator: AND, keywords: [debug, function]}
            - {name: neither, method: bm25, operator: NOR, keywords: [debug, function]}
            """);
    assertThat(holding(signal, "Help me with debugging this Function"))
        .containsExactly("both", "code");
    assertThat(holding(signal, "What is a symptom of flu?")).containsExactly("medical", "neither");
    assertThat(holding(signal, "How do I cook pasta?")).containsExactly("neither");
    assertThat(values(signal, "debug it").get("both")).isZero();
    assertThat(values(signal, "debug it").get("code")).isGreaterThan(1);
    assertThat(signal.bounds("code")).hasToString(">= 0.1");
    assertThat(signal.bounds("neither")).hasToString("< 0.1");
  }

  @Test
  void ngramsForgiveTypingErrors() {
    var signal =
        signalOf(
            """
            - {name: urgent, method: ngram, keywords: [urgent, immediate, emergency, critical]}
            - {name: both, method: ngram, operator: AND, ngram_threshold: 0.5,
               keywords: [password, credentials]}
            """);
    for (var text :
        List.of(
            "This is urgnet please help",
            "I need immedaite help",
            "This is an emergncy situation",
            "The situation is critcal",
            "An emergency")) {
      assertThat(holding(signal, text)).as(text).containsExactly("urgent");
    }
    assertThat(holding(signal, "Tell me about history, or the weather")).isEmpty();
    assertThat(holding(signal, "Reset my pasword and credentials now")).containsExactly("both");
    assertThat(holding(signal, "My password was stolen")).isEmpty();
  }

  @Test
  void fuzzyWordsMayDifferByAFewEdits() {
    var signal =
        signalOf(
            """
            - {name: two, fuzzy_match: true, keywords: [immediate]}
            - {name: one, fuzzy_match: true, fuzzy_threshold: 1, keywords: [password, "credit card"]}
            - {name: exact, keywords: [immediate, password]}
            - {name: pattern, method: regex, fuzzy_match: true, keywords: [passwor+d]}
            """);
    assertThat(holding(signal, "I need immedaite help")).containsExactly("two");
    assertThat(holding(signal, "my pasword")).containsExactly("one", "pattern");
    assertThat(holding(signal, "my pasword!")).doesNotContain("exact");
    assertThat(holding(signal, "my passworrrd")).containsExactly("pattern");
    assertThat(holding(signal, "credit card")).containsExactly("one");
    assertThat(holding(signal, "credit")).isEmpty();
  }

  @Test
  void fuzzyIsAMethodAndPercentsAreWarnedAbout() {
    var signal =
        signalOf(
            "- {name: k, method: fuzzy, fuzzy_threshold: 82, keywords: [password, credential]}",
            "fuzzyThreshold: 82 (read as likeness in percent, since it is above 10; edits are 1 to"
                + " 10)");
    assertThat(holding(signal, "my pasword")).containsExactly("k");
    assertThat(holding(signal, "Password")).containsExactly("k");
    assertThat(holding(signal, "any other thing")).isEmpty();
  }

  @Test
  void whatHasNoEffectIsWarnedAbout() {
    signalOf(
        """
        - {name: a, method: bm25, fuzzy_match: true, keywords: [a]}
        - {name: b, method: ngram, ngram_arity: 1, keywords: [a]}
        """,
        "fuzzyMatch: true (has no effect with this method)",
        "ngramArity: 1 (works as 2)");
  }

  @Test
  void zeroIsTheDefault() {
    var signal =
        signalOf(
            """
            - {name: a, method: bm25, bm25_threshold: 0, keywords: [apple]}
            - {name: b, method: ngram, ngram_threshold: 0, ngram_arity: 0, keywords: [apple]}
            - {name: c, fuzzy_match: true, fuzzy_threshold: 0, keywords: [orange]}
            """);
    assertThat(holding(signal, "pear")).isEmpty();
    assertThat(holding(signal, "aple ornge")).containsExactly("b", "c");
  }

  @Test
  void thresholdsOutOfRangeAreRefused() {
    for (var wrong :
        List.of(
            "fuzzy_threshold: 101",
            "fuzzy_threshold: -1",
            "bm25_threshold: -0.1",
            "ngram_threshold: 1.1",
            "ngram_arity: 17")) {
      assertThat(
              ExampleDocument.problems(
                  "signals: {keywords: [{name: k, keywords: [a], %s}]}".formatted(wrong)))
          .as(wrong)
          .hasSize(1);
    }
  }

  @Test
  void manyKeywordsAreFoundInOnePass() {
    var keywords = new String[10_000];
    Arrays.setAll(keywords, i -> "keyword" + i);
    var signal = signal("OR", false, null, keywords);
    assertThat(values(signal, "lorem ipsum keyword77 dolor ".repeat(40_000) + "keyword9999"))
        .containsEntry("k", 2.0);
  }

  @Test
  void aCallThatIsOutOfTimeIsNotAnswered() {
    var call = Calls.with();
    var late = new Call(call.id(), call.headers(), new Deadline(System.nanoTime() - 1));
    var signal = signal("OR", false, Method.REGEX, "a");
    assertThat(signal.read(late, Requests.saying("a"))).isInstanceOf(Reading.Failed.class);
  }
}
