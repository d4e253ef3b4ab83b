package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, its pieces stand in it, in order, and leave nothing out that can be read. */
class PiecesRobustnessTest {
  private static final int INPUTS = 100_000;
  private static final long SEED = 20_261_126;

  private final WordPiece wordPiece = Models.WORD_PIECE;

  @Test
  void piecesOfMutatedTextsStandInTheirText() {
    var random = new Random(SEED);
    var mutations = new Mutations(random);
    for (int i = 0; i < INPUTS; i++) {
      var text = mutations.next();
      assertThat(fault(text)).as("seed %d, input %d", SEED, i).isEmpty();
    }
  }

  @Test
  void megabytesOfOneCharacter() {
    for (var unit :
        List.of("a", "A", " ", ".", "é", "中", "\u0301", "\u0000", "\ud800", "한", "א", "😀")) {
      var text = unit.repeat((1 << 20) / unit.length());
      assertThat(fault(text)).as(unit).isEmpty();
    }
  }

  /** What is wrong with a text's pieces; empty when nothing is. */
  private String fault(String text) {
    var pieces = wordPiece.pieces(text);
    int reached = 0;
    int previousStart = 0;
    for (int i = 0; i < pieces.size(); i++) {
      int start = pieces.start(i);
      int end = pieces.end(i);
      if (start < previousStart || end <= start || end > text.length()) {
        return "piece %d at %d-%d of %d".formatted(i, start, end, text.length());
      }
      if (splitsPair(text, start) || splitsPair(text, end)) {
        return "piece %d at %d-%d splits a pair".formatted(i, start, end);
      }
      if (pieces.caseOf(i) < 0 || pieces.caseOf(i) > 3) {
        return "case " + pieces.caseOf(i);
      }
      var skipped = legible(text, reached, start);
      if (!skipped.isEmpty()) {
        return skipped;
      }
      reached = Math.max(reached, end);
      previousStart = start;
    }
    return legible(text, reached, text.length());
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  /** A letter or digit between two places, which no piece holds. */
  private static String legible(String text, int from, int to) {
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        return "U+%04X at %d is in no piece".formatted(c, i);
      }
      i += Character.charCount(c);
    }
    return "";
  }
}
