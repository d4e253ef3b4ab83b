package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.infer.Head;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TopicGramsTest {
  private static final TopicGrams GRAMS = TopicGrams.bundled();
  private static final String CHEMISTRY =
      "Titration of the weak acid with sodium hydroxide, then the molarity of the buffer. ";
  private static final String LAW =
      "The plaintiff sued the landlord for breach of contract and the court denied the appeal. ";

  private static InputStream resource(String name) {
    return Objects.requireNonNull(TopicGramsTest.class.getResourceAsStream(name));
  }

  @Test
  void chancesAreThoseOfTheTrainer() throws IOException {
    List<JsonNode> rows;
    try (var stream = resource("topic-grams.jsonl");
        var read = JsonMapper.shared().readerFor(JsonNode.class).<JsonNode>readValues(stream)) {
      rows = read.readAll();
    }
    assertThat(rows).hasSizeGreaterThan(60);
    for (var row : rows) {
      var text = row.path("text").asString();
      var found = GRAMS.read(text).chances();
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i])
            .as(text)
            .isCloseTo(row.path("chances").path(i).asDouble(), within(1e-5));
      }
      assertThat(TopicGrams.foreign(text)).as(text).isEqualTo(row.path("foreign").asBoolean());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "\ud800",
        "\udc00\ud800",
        "\u202e\u05d0",
        "a",
        "\u4e00",
        "!",
        "\ud83d\ude00"
      })
  void whateverStandsInATextItsChancesSumToOne(String piece) {
    for (var text : List.of(piece, piece.repeat(3), piece.repeat(1 << 20))) {
      var reading = GRAMS.read(text);
      assertThat(Arrays.stream(reading.chances()).sum()).isCloseTo(1, within(1e-9));
      var joined = reading.joined(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
      assertThat(Arrays.stream(joined).sum()).isCloseTo(1, within(1e-9));
      assertThat(Arrays.stream(joined).allMatch(chance -> chance >= 0 && chance <= 1)).isTrue();
    }
  }

  @Test
  void aLongTextIsTheMeanOfItsWindows() {
    int chemistry = Head.DOMAIN.labels().indexOf("chemistry");
    int law = Head.DOMAIN.labels().indexOf("law");
    var both = GRAMS.read(CHEMISTRY.repeat(200) + LAW.repeat(200)).chances();
    assertThat(both[chemistry]).isBetween(0.35, 0.55);
    assertThat(both[law]).isBetween(0.45, 0.65);
    assertThat(GRAMS.read(CHEMISTRY.repeat(400)).chances()[chemistry]).isGreaterThan(0.9);
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    byte[] whole;
    try (var stream = resource("topic-grams.bin")) {
      whole = stream.readAllBytes();
    }
    var otherLabels = whole.clone();
    otherLabels[14]++;
    for (var bytes : List.of(new byte[0], Arrays.copyOf(whole, whole.length - 1), otherLabels)) {
      assertThatThrownBy(() -> TopicGrams.read(new ByteArrayInputStream(bytes)))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  /** Rows that neither model was trained on, of phrases of training/. */
  @Test
  void heldOutTextsReachTheirTopic() throws IOException {
    var encoder = Models.encoder(32_768);
    int[] right = new int[2];
    int[] all = new int[2];
    for (var line : lines()) {
      var row = line.split("\t", -1);
      int group = row[0].equals("en") ? 0 : 1;
      all[group]++;
      var word = encoder.read(row[2], Models.soon()).head(Head.DOMAIN);
      right[group] += word.best().equals(row[1]) ? 1 : 0;
    }
    assertThat((double) right[0] / all[0]).as("English").isGreaterThan(0.885);
    assertThat((double) right[1] / all[1]).as("other languages").isGreaterThan(0.62);
  }

  private static List<String> lines() throws IOException {
    try (var in = resource("topic-held-out.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
