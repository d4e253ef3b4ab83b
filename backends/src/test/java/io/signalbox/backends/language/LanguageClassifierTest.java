package io.signalbox.backends.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How good the classifier is on sentences written for this test: {@code tuned.tsv} was looked at
 * while it was built, {@code fresh.tsv} was not.
 */
final class LanguageClassifierTest {
  private static final LanguageClassifier LANGUAGES = new LanguageClassifier();

  private record Sentence(String language, String length, String text) {}

  private static Classification classify(String text) {
    return LANGUAGES.classify(text, Deadline.after(Duration.ofSeconds(9)));
  }

  private static List<Sentence> sentences(String file) throws IOException {
    var sentences = new ArrayList<Sentence>();
    for (var line : Files.readAllLines(Path.of("src/test/resources/languages", file))) {
      var fields = line.split("\t", -1);
      sentences.add(new Sentence(fields[0], fields[1], fields[2]));
    }
    return sentences;
  }

  /** Shares of right answers by length of the sentence. */
  private static Map<String, Double> accuracy(List<Sentence> sentences) {
    var shares = new TreeMap<String, Double>();
    for (var length : List.of("short", "medium", "long")) {
      var such = sentences.stream().filter(sentence -> sentence.length.equals(length)).toList();
      long right = such.stream().filter(LanguageClassifierTest::told).count();
      shares.put(length, (double) right / such.size());
    }
    return shares;
  }

  private static boolean told(Sentence sentence) {
    return classify(sentence.text).best().equals(sentence.language);
  }

  private static List<String> top(Classification found) {
    return found.probabilities().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(3)
        .map(entry -> "%s %.2f".formatted(entry.getKey(), entry.getValue()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tuned.tsv", "fresh.tsv"})
  void sentencesAreTold(String file) throws IOException {
    var sentences = sentences(file);
    var wrong = sentences.stream().filter(sentence -> !told(sentence)).toList();
    assertThat(accuracy(sentences))
        .as(wrong.toString())
        .allSatisfy(
            (length, share) -> assertThat(share).as(length).isGreaterThanOrEqualTo(least(length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tuned.tsv", "fresh.tsv"})
  void itIsAsSureAsItIsRight(String file) throws IOException {
    var sentences = sentences(file);
    double right = sentences.stream().filter(LanguageClassifierTest::told).count();
    double sure = 0;
    for (var sentence : sentences) {
      var found = classify(sentence.text);
      sure += found.probability(found.best());
    }
    assertThat(sure / sentences.size()).isCloseTo(right / sentences.size(), within(0.06));
  }

  private static double least(String length) {
    return length.equals("long") ? 0.98 : length.equals("medium") ? 0.95 : 0.9;
  }

  @Test
  void whatIsAnsweredWithConfidenceIsRight() throws IOException {
    for (var file : List.of("tuned.tsv", "fresh.tsv")) {
      var confident =
          sentences(file).stream()
              .filter(sentence -> {
                var found = classify(sentence.text);
                return found.probability(found.best()) >= 0.9;
              })
              .toList();
      long right = confident.stream().filter(LanguageClassifierTest::told).count();
      assertThat((double) right / confident.size()).as(file).isGreaterThanOrEqualTo(0.98);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok",
        "hi",
        "a",
        "lol",
        "JSON",
        "API",
        "k8s",
        "x",
        "GPT",
        "HTTP 404",
        "aaaaaaaaaaaaaaaaaaaa",
        "foo(bar)",
        "qwertz",
        "xyz abc"
      })
  void tooLittleIsNoLanguage(String text) {
    var found = classify(text);
    assertThat(found.probability(found.best())).as("%s %s", text, top(found)).isLessThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "12345",
        "🎉🎉",
        "!?",
        "\u0000\ufeff",
        "\ud800",
        "https://example.com/the/and/of/is",
        "1 + 1 = 2",
        "ᚠᚢᚦ"
      })
  void noLettersAreNoLanguage(String text) {
    assertThat(classify(text).probabilities()).isEqualTo(Map.of(LanguageClassifier.NONE, 1.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "如何在 Python 中使用 asyncio 和 aiohttp | zh",
        "Объясни запрос: SELECT name FROM users WHERE id = 1 | ru",
        "PythonのTypeErrorを直して | ja",
        "東京は日本の首都です | ja",
        "東京 | zh",
        "Docker 컨테이너가 뭐예요 | ko",
        "Τι είναι το Kubernetes; | el"
      })
  void namesAndCodeInLatinLettersDoNotHideTheLanguage(String text, String language) {
    var found = classify(text);
    assertThat(found.best()).as(top(found).toString()).isEqualTo(language);
    assertThat(found.probability(language)).isGreaterThan(0.4);
  }

  @Test
  void probabilitiesSumToOneWhateverIsRead() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var known = LanguageClassifier.languages();
    for (int i = 0; i < 3_000; i++) {
      var text = new StringBuilder();
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        int limit = random.nextInt(4) == 0 ? 0x11_0000 : random.nextBoolean() ? 0x80 : 0x3100;
        text.appendCodePoint(random.nextInt(limit));
      }
      var probabilities = classify(text.toString()).probabilities();
      assertThat(probabilities.values().stream().mapToDouble(p -> p).sum())
          .as("seed %d", seed)
          .isBetween(0.999999, 1.000001);
      assertThat(probabilities.values()).allMatch(p -> p >= 0 && p <= 1);
      probabilities
          .keySet()
          .forEach(code -> assertThat(code.equals("und") || known.contains(code)).isTrue());
    }
  }

  @Test
  void everyLanguageThatSharesAScriptHasEvidence() throws IOException {
    var columns = GramTable.load().columns();
    for (var writing : Writing.values()) {
      if (writing.languages().size() > 1) {
        assertThat(columns).as(writing.name()).containsAll(writing.languages());
      }
    }
  }

  @Test
  void languagesAreNamedOnce() {
    assertThat(LanguageClassifier.languages()).doesNotHaveDuplicates().isSorted();
  }
}
