package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.StringJoiner;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class WordPieceTest {
  private final WordPiece wordPiece = Models.WORD_PIECE;

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

  @Test
  void tellsWhereEachPieceStands() {
    assertThat(shown("  Unaffable, Café!\n"))
        .isEqualTo("2-5:Una 5-8:ffa 8-11:ble 11-12:, 13-17:Café 17-18:!");
  }

  @Test
  void aPieceTakesTheAccentsThatWereStrippedFromIt() {
    assertThat(shown("Cafe\u0301, Zoe\u0308")).isEqualTo("0-5:Cafe\u0301 5-6:, 7-11:Zoe\u0308");
    assertThat(shown("\u0301a")).isEqualTo("1-2:a");
    assertThat(shown("a \u0301b")).isEqualTo("0-1:a 3-4:b");
  }

  @Test
  void placesHoldThroughWhatIsDroppedAndWhatTakesTwoUnits() {
    assertThat(shown("x\u0000\u200by 😀z")).isEqualTo("0-1:x 3-4:y 5-8:😀z");
    assertThat(shown("\ud800中文\udc00a")).isEqualTo("1-2:中 2-3:文 4-5:a");
    assertThat(shown("𠀀𝔘")).startsWith("0-2:𠀀 2-4:");
  }

  @Test
  void placesHoldWhereOneCharacterBecomesSeveral() {
    var pieces = wordPiece.pieces("한글");
    assertThat(pieces.start(0)).isZero();
    assertThat(pieces.end(pieces.size() - 1)).isEqualTo(2);
    assertThat(shown("ﬁne İx")).isEqualTo("0-1:ﬁ 1-3:ne 4-6:İx");
  }

  @Test
  void anUnknownWordStandsWhole() {
    var word = "A".repeat(101);
    var pieces = wordPiece.pieces("a " + word + ".");
    assertThat(pieces.id(1)).isEqualTo(wordPiece.unknown());
    assertThat(pieces.start(1)).isEqualTo(2);
    assertThat(pieces.end(1)).isEqualTo(103);
    assertThat(pieces.caseOf(1)).isEqualTo(Pieces.ALL);
  }

  @Test
  void tellsTheCaseOfThePieceInTheText() {
    for (var row :
        new String[][] {
          {"berlin", "0"},
          {"Berlin", "1"},
          {"BERLIN", "2"},
          {"bERLIN", "3"},
          {"BeRlin", "1"},
          {"I", "1"},
          {"7", "0"},
          {"7A", "1"},
          {"7AB", "2"},
          {"ÄÖ", "2"},
          {"Äö", "1"},
          {"москва", "0"},
          {"Москва", "1"},
          {"ß", "0"},
          {"ǅ", "0"},
          {"ǅA", "3"},
          {"Ⅷ", "0"},
          {"中A", "3"},
          {"𐐀𐐀", "2"},
        }) {
      assertThat(Pieces.caseIn(row[0], 0, row[0].length()))
          .as(row[0])
          .isEqualTo(Byte.parseByte(row[1]));
    }
  }

  @Test
  void knowsWhichPiecesGoOnWithAWord() {
    var ids = wordPiece.ids("unaffable, x");
    assertThat(wordPiece.continues(ids[0])).isFalse();
    assertThat(wordPiece.continues(ids[1])).isTrue();
    assertThat(wordPiece.continues(ids[3])).isFalse();
  }

  @Test
  void aMegabyteOfAccentsTakesLinearTime() {
    var marks = "a" + "\u0301\u0323".repeat(1 << 19);
    var pieces =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> wordPiece.pieces(marks));
    assertThat(pieces.size()).isEqualTo(1);
    assertThat(pieces.end(0)).isEqualTo(marks.length());
  }

  private String shown(String text) {
    var pieces = wordPiece.pieces(text);
    var out = new StringJoiner(" ");
    for (int i = 0; i < pieces.size(); i++) {
      int start = pieces.start(i);
      int end = pieces.end(i);
      out.add(start + "-" + end + ":" + text.substring(start, end));
    }
    return out.toString();
  }

  private String spell(String text) {
    var out = new StringBuilder();
    for (int id : wordPiece.ids(text)) {
      out.append(out.isEmpty() ? "" : " ").append(wordPiece.spelling(id));
    }
    return out.toString();
  }
}
