package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WordPieceTest {
  private final WordPiece wordPiece = MiniLmModel.wordPiece();

  @Test
  void splitsIntoLongestPieces() {
    assertThat(spell("Unaffable, Café!")).isEqualTo("una ffa ble , cafe !");
  }

  @Test
  void readsNamesOfSpecialTokensAsPlainText() {
    assertThat(wordPiece.ids("[SEP] [CLS]"))
        .doesNotContain(wordPiece.start(), wordPiece.end(), wordPiece.unknown());
  }

  @Test
  void standsAnyStringWithoutTokens() {
    assertThat(wordPiece.ids("")).isEmpty();
    assertThat(wordPiece.ids(" \n\t\u0000\u200b\ufffd")).isEmpty();
    assertThat(wordPiece.ids("\ud800\udc00x\udfff\ud800")).isNotNull();
    assertThat(wordPiece.ids("\ud83d")).isEmpty();
  }

  @Test
  void aWordOverTheLimitIsUnknown() {
    assertThat(wordPiece.ids("a".repeat(101))).containsExactly(wordPiece.unknown());
    assertThat(wordPiece.ids("a".repeat(100))).doesNotContain(wordPiece.unknown());
  }

  @Test
  void aMegabyteWordTakesLinearTime() {
    var word = "é".repeat(1 << 20);
    int[] ids =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> wordPiece.ids(word));
    assertThat(ids).containsExactly(wordPiece.unknown());
  }

  @Test
  void aMegabyteOfIdeographsStaysWhole() {
    assertThat(wordPiece.ids("中".repeat(300_000))).hasSize(300_000);
  }

  private String spell(String text) {
    var out = new StringBuilder();
    for (int id : wordPiece.ids(text)) {
      out.append(out.isEmpty() ? "" : " ").append(wordPiece.spelling(id));
    }
    return out.toString();
  }
}
