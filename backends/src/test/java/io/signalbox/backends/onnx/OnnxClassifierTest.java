package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Deadline;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.ClassifierSource.OnnxFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OnnxClassifierTest {
  private static final InferencePool POOL = new InferencePool(1, 4);
  private static final List<String> LABELS = List.of("other", "payment");
  private static final double ONCE = 1 / (1 + Math.exp(-2));
  private static final double NEVER = 1 / (1 + Math.exp(2));

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void stop() {
    POOL.close();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1));
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(OnnxClassifierTest.class.getResource("own/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OnnxClassifier open(Path path, List<String> labels, String... alarming) {
    return OnnxClassifier.open(new OnnxFile(path, labels, List.of(alarming)), POOL);
  }

  private static double payment(OnnxClassifier classifier, String text) {
    return classifier.classify(text, soon()).probability("payment");
  }

  @Test
  void logitsBecomeProbabilities() {
    var classifier = open(resource("payment.onnx"), LABELS);
    var found = classifier.classify("Payment is due", soon());
    assertThat(found.probability("payment")).isCloseTo(ONCE, within(1e-6));
    assertThat(found.probability("other")).isCloseTo(1 - ONCE, within(1e-6));
    assertThat(found.coverage().complete()).isTrue();
    assertThat(payment(classifier, "hello")).isCloseTo(NEVER, within(1e-6));
    classifier.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u0000", "\ud800", "[SEP] [CLS]", "\u202eabc", "漢字😀"})
  void noTextBreaksIt(String text) {
    assertThat(payment(open(resource("payment.onnx"), LABELS), text))
        .isCloseTo(NEVER, within(1e-6));
  }

  @Test
  void aLongTextIsAMeanOfItsWindowsUnlessItAlarms() {
    var text = "word ".repeat(1_000) + "payment " + "word ".repeat(1_000);
    assertThat(payment(open(resource("payment.onnx"), LABELS), text)).isLessThan(0.25);
    assertThat(payment(open(resource("payment.onnx"), LABELS, "payment"), text))
        .isCloseTo(ONCE, within(1e-6));
  }

  @Test
  void whatLiesBeyondTheLastWindowIsTold() {
    var found = open(resource("payment.onnx"), LABELS).classify("word ".repeat(30_000), soon());
    assertThat(found.coverage().total()).isEqualTo(30_000);
    assertThat(found.coverage().read()).isEqualTo(126 + 127 * 110);
  }

  @Test
  void aFolderHoldsTheGraphAndItsTokenizer() throws IOException {
    Files.copy(resource("payment.onnx"), folder.resolve("model.onnx"));
    assertThat(payment(open(folder, LABELS), "payment")).isCloseTo(ONCE, within(1e-6));
    var filler = new StringBuilder();
    for (int i = 4; i < 7909; i++) {
      filler.append(", \"p").append(i).append("\": ").append(i);
    }
    tokenizer(
        "WordPiece",
        "true",
        "{\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 2, \"payment\": 3, \"rechnung\": 7909%s}"
            .formatted(filler));
    var own = open(folder, LABELS);
    assertThat(payment(own, "payment")).isCloseTo(NEVER, within(1e-6));
    assertThat(payment(own, "Rechnung")).isCloseTo(ONCE, within(1e-6));
  }

  private void tokenizer(String type, String lowercase, String vocabulary) throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"normalizer": {"type": "BertNormalizer", "lowercase": %s, "strip_accents": null},
         "model": {"type": "%s", "vocab": %s}}
        """
            .formatted(lowercase, type, vocabulary));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BPE | true | {} | its model is BPE (expected: WordPiece)",
        "WordPiece | false | {} | keeps case",
        "WordPiece | true | {\"a\": 0} | its vocabulary has no [UNK]",
        "WordPiece | true | {\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 9} | without gaps",
        "WordPiece | true | {\"[UNK]\": 0, \"[CLS]\": 1, \"[SEP]\": 1} | without gaps",
        "WordPiece | true | {\"[UNK]\": 0, \"[CLS]\": -1, \"[SEP]\": 1} | without gaps",
        "WordPiece | true | {\"[UNK]\": \"x\"} | pieces without number",
        "WordPiece | true | ] | not JSON",
      })
  void anotherTokenizerIsRefused(String type, String lowercase, String vocabulary, String told)
      throws IOException {
    Files.copy(resource("payment.onnx"), folder.resolve("model.onnx"));
    tokenizer(type, lowercase, vocabulary);
    assertThatThrownBy(() -> open(folder, LABELS))
        .isInstanceOf(RouterException.class)
        .hasMessageStartingWith("tokenizer.json: ")
        .hasMessageContaining(told);
  }

  @Test
  void whatIsNoClassifierIsRefused() throws IOException {
    refused(folder.resolve("absent"), LABELS, "no such file or folder");
    refused(folder, LABELS, "a folder without model.onnx");
    var junk = Files.writeString(folder.resolve("junk.onnx"), "not a graph");
    refused(junk, LABELS, "no ONNX graph that can be loaded");
    var empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
    refused(empty, LABELS, "no ONNX graph that can be loaded");
    var vectors = Files.write(folder.resolve("vectors.onnx"), ShippedFile.read(MiniLmModel.GRAPH));
    refused(vectors, LABELS, "rank 3 (expected: 2, [batch, labels])");
    refused(resource("payment.onnx"), List.of("a", "b", "c"), "2 labels, and 3 are configured");
    refused(resource("extra-input.onnx"), LABELS, "its input positions is not input_ids");
    refused(resource("infinite.onnx"), LABELS, "its logits are no numbers");
  }

  private static void refused(Path path, List<String> labels, String told) {
    assertThatThrownBy(() -> open(path, labels))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining(told);
    assertThatThrownBy(() -> OnnxClassifier.check(new OnnxFile(path, labels, List.of())))
        .isInstanceOf(RouterException.class);
  }

  @Test
  void aPassedDeadlineIsTold() {
    var classifier = open(resource("payment.onnx"), LABELS);
    assertThatThrownBy(() -> classifier.classify("a", new Deadline(System.nanoTime() - 1)))
        .isInstanceOf(RouterException.class)
        .hasMessageContaining("deadline");
  }
}
