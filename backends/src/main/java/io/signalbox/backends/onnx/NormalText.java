package io.signalbox.backends.onnx;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text as BERT's uncased models want it, and where each character came from: control characters
 * go out, every space becomes U+0020, CJK ideographs stand alone, accents are stripped, letters are
 * lower case. Lone surrogates, NUL and U+FFFD are dropped.
 *
 * <p>Follows {@code BasicTokenizer} of google-research/bert as the tokenizers library implements
 * it, but decomposes code point by code point. What canonical ordering would move are marks, and
 * nearly all of those are stripped; in exchange every character has one origin, and a long row of
 * marks costs linear time.
 *
 * <p>A stripped accent belongs to the letter before it, so that whoever cuts out a piece leaves no
 * stray accent behind. Plain ASCII keeps its places and needs no table of origins.
 */
final class NormalText {
  private static final int HANGUL = 0xAC00;
  private static final int SYLLABLES = 11_172;
  private static final int VOWELS = 21;
  private static final int TAILS = 28;

  private char[] chars;
  private int length;
  private int @Nullable [] starts;
  private int @Nullable [] ends;

  private NormalText(int capacity) {
    chars = new char[capacity];
  }

  static NormalText of(String text) {
    var normal = new NormalText(text.length());
    if (!normal.takePlain(text)) {
      normal = new NormalText(text.length() + 16);
      normal.take(text);
    }
    return normal;
  }

  int length() {
    return length;
  }

  char charAt(int index) {
    return chars[index];
  }

  int codePointAt(int index) {
    char c = chars[index];
    return c < 128 ? c : Character.codePointAt(chars, index, length);
  }

  /** Index in the original text at which the origin of a character begins. */
  int start(int index) {
    return starts == null ? index : starts[index];
  }

  /** Index in the original text after the origin of a character. */
  int end(int index) {
    return ends == null ? index + 1 : ends[index];
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }

  /** Whether a normalised character is punctuation, a word of its own. */
  static boolean isPunctuation(int c) {
    if (c < 128) {
      return (c >= 33 && c <= 47)
          || (c >= 58 && c <= 64)
          || (c >= 91 && c <= 96)
          || (c >= 123 && c <= 126);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** Takes a text of printable ASCII; false, and of no use any more, for any other. */
  private boolean takePlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        c = (char) (c + 'a' - 'A');
      } else if (c == '\n' || c == '\t' || c == '\r') {
        c = ' ';
      } else if (c < ' ' || c > '~') {
        return false;
      }
      chars[i] = c;
    }
    length = text.length();
    return true;
  }

  private void take(String text) {
    starts = new int[chars.length];
    ends = new int[chars.length];
    boolean decomposed = Normalizer.isNormalized(text, Normalizer.Form.NFD);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (isSpace(c)) {
        put(' ', i, next);
      } else if (isIdeograph(c)) {
        put(' ', i, i);
        decompose(c, i, next, decomposed);
        put(' ', next, next);
      } else if (!isDropped(c)) {
        decompose(c, i, next, decomposed);
      }
      i = next;
    }
  }

  private void decompose(int c, int from, int to, boolean decomposed) {
    if (decomposed || c < 0xC0) {
      lower(c, from, to);
    } else if (c >= HANGUL && c < HANGUL + SYLLABLES) {
      int syllable = c - HANGUL;
      put(0x1100 + syllable / (VOWELS * TAILS), from, to);
      put(0x1161 + syllable % (VOWELS * TAILS) / TAILS, from, to);
      if (syllable % TAILS != 0) {
        put(0x11A7 + syllable % TAILS, from, to);
      }
    } else {
      var parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
      for (int i = 0; i < parts.length(); ) {
        int part = parts.codePointAt(i);
        lower(part, from, to);
        i += Character.charCount(part);
      }
    }
  }

  private void lower(int c, int from, int to) {
    if (c < 128) {
      put(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c, from, to);
    } else if (Character.getType(c) == Character.NON_SPACING_MARK) {
      extend(to);
    } else {
      put(Character.toLowerCase(c), from, to);
    }
  }

  private void put(int c, int from, int to) {
    if (length + 2 > chars.length) {
      int capacity = chars.length * 2;
      chars = Arrays.copyOf(chars, capacity);
      starts = Arrays.copyOf(starts(), capacity);
      ends = Arrays.copyOf(ends(), capacity);
    }
    int size = Character.toChars(c, chars, length);
    for (int i = length; i < length + size; i++) {
      starts()[i] = from;
      ends()[i] = to;
    }
    length += size;
  }

  /** The letter put last reaches up to here. */
  private void extend(int to) {
    int last = length - 1;
    if (last < 0 || chars[last] == ' ') {
      return;
    }
    ends()[last] = to;
    if (Character.isLowSurrogate(chars[last])) {
      ends()[last - 1] = to;
    }
  }

  private int[] starts() {
    return Objects.requireNonNull(starts);
  }

  private int[] ends() {
    return Objects.requireNonNull(ends);
  }

  private static boolean isSpace(int c) {
    return switch (c) {
      case '\t', '\n', '\r', ' ', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> c >= 0x2000 && c <= 0x200A;
    };
  }

  private static boolean isDropped(int c) {
    if (c == 0xFFFD) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }
}
