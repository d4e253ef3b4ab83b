package io.signalbox.backends.onnx;

import java.text.Normalizer;

/**
 * BERT's text normaliser for uncased models: control characters go out, every space becomes U+0020,
 * CJK ideographs stand alone, accents are stripped, letters are lower case.
 *
 * <p>Follows {@code BasicTokenizer} of google-research/bert as the tokenizers library implements
 * it.
 */
final class BertText {
  private BertText() {}

  /** The normalised text; lone surrogates, NUL and U+FFFD are dropped. */
  static String normalise(String text) {
    return isPlain(text) ? text : lower(Normalizer.normalize(clean(text), Normalizer.Form.NFD));
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

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static String clean(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isSpace(c)) {
        out.append(' ');
      } else if (isIdeograph(c)) {
        out.append(' ').appendCodePoint(c).append(' ');
      } else if (!isDropped(c)) {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static String lower(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 128) {
        out.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        out.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return out.toString();
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
