package io.signalbox.backends.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Compares our tokenizer with the reference implementation on seeded random strings. */
class WordPieceOracleTest {
  private static final long SEED = 41;
  private static final int STRINGS = 6_000;
  private static final int BATCH = 200;

  private static final String[] ALPHABETS = {
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789+-*/=^%$#@!?.,;:'\"()[]{}<>|\\~`_&",
    " \t\n\r\u00a0\u2003\u3000\u200b\u0000\u0085\ufeff\ufffd",
    "áéíóúñüçøßæœłŁİıĞğşŞÅåÄäÖö",
    "aeiouAEIOUn\u0301\u0308\u0303\u0323\u0327",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяЙЁ",
    "αβγδεζηθικλμνξοπρσςτυφχψωΆΈΰ",
    "中文字符漢字學習機器日本語ひらがなカタカナがぎパピ한국어안녕하세요",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئ\u064b\u0651",
    "अआइईउऊकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह\u093e\u093f\u0940\u094d",
    "—–…“”‘’«»¿¡・、。！？「」§¶†€£¥©®™°±×÷√∞≈≠≤≥∑∫",
  };

  private static final List<String> SYMBOLS =
      List.of("😀", "🚀", "👩‍🚀", "𝔘", "𠀀", "🇪🇺", "ﬁ", "Ⅷ", "①");

  @Test
  void givesTheSameIdsAndPlacesAsTheReference() throws IOException {
    var wordPiece = Models.WORD_PIECE;
    try (var oracle = oracle()) {
      var random = new Random(SEED);
      var different = new ArrayList<String>();
      for (int batch = 0; batch < STRINGS / BATCH; batch++) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < BATCH; i++) {
          texts.add(text(random));
        }
        var encodings = oracle.batchEncode(texts, false, false);
        for (int i = 0; i < BATCH; i++) {
          var ours = wordPiece.pieces(texts.get(i));
          if (!agree(texts.get(i), ours, encodings[i])) {
            different.add(texts.get(i));
          }
        }
      }
      assertThat(different).as("seed " + SEED).isEmpty();
    }
  }

  /**
   * Whether ids and places are the same. The reference counts code points, and leaves out accents
   * that it stripped at the end of a piece.
   */
  private static boolean agree(String text, Pieces ours, Encoding theirs) {
    var ids = Arrays.stream(ours.ids()).asLongStream().toArray();
    if (!Arrays.equals(ids, theirs.getIds())) {
      return false;
    }
    var spans = theirs.getCharTokenSpans();
    for (int i = 0; i < ours.size(); i++) {
      int start = text.offsetByCodePoints(0, spans[i].getStart());
      int end = text.offsetByCodePoints(0, spans[i].getEnd());
      if (ours.start(i) != start || ours.end(i) < end || !onlyAccents(text, end, ours.end(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean onlyAccents(String text, int from, int to) {
    int last =
        text.substring(from, to).codePoints().map(Character::getType).reduce(-1, (_, t) -> t);
    return from == to || last == Character.NON_SPACING_MARK;
  }

  private static HuggingFaceTokenizer oracle() throws IOException {
    try {
      return HuggingFaceTokenizer.newInstance(
          new ByteArrayInputStream(ShippedFile.read("/all-minilm-l6-v2-q-tokenizer.json")),
          Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false"));
    } catch (UnsatisfiedLinkError | IllegalStateException | NoClassDefFoundError e) {
      Assumptions.abort("the reference's native library does not load here: " + e);
      throw e;
    }
  }

  private static String text(Random random) {
    var out = new StringBuilder();
    int runs = 1 + random.nextInt(12);
    for (int r = 0; r < runs; r++) {
      var alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
      int length = 1 + random.nextInt(10);
      for (int i = 0; i < length; i++) {
        out.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (random.nextInt(4) == 0) {
        out.append(SYMBOLS.get(random.nextInt(SYMBOLS.size())));
      }
      out.append(random.nextInt(3) == 0 ? "" : " ");
    }
    return out.toString();
  }
}
