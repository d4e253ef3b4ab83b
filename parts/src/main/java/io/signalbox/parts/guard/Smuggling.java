package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text in characters that no reader sees: Unicode's tag characters (U+E0020 to U+E007E, a copy of
 * ASCII), bytes as variation selectors, and bits as zero-width characters.
 */
final class Smuggling {
  private static final int FLAG = 0x1f3f4;
  private static final int TAGS = 0xe0000;
  private static final int TAG_END = 0xe007f;
  private static final int FEWEST = 4;

  private Smuggling() {}

  static void decode(String text, Found found) {
    if (plain(text)) {
      return;
    }
    var tags = new StringBuilder();
    var selected = new ByteArrayOutputStream();
    var bits = new StringBuilder();
    boolean flag = false;
    int run = 0;
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      // A black flag and tags up to the closing one are the flag of a region.
      flag = codePoint == FLAG || (flag && codePoint > TAGS && codePoint < TAG_END);
      if (codePoint > TAGS + 0x1f && codePoint < TAG_END && !flag) {
        tags.append((char) (codePoint - TAGS));
      }
      int value = selector(codePoint);
      // One selector belongs to the character before it; only a row of them carries bytes.
      if (value >= 0 && run > 0) {
        selected.write(value);
      }
      run = value >= 0 || (run == 0 && selector(next(text, at, codePoint)) >= 0) ? run + 1 : 0;
      if (codePoint == 0x200b || codePoint == 0x200c) {
        bits.append(codePoint == 0x200b ? '0' : '1');
      }
    }
    report(tags, selected, bits, found);
  }

  private static int next(String text, int at, int codePoint) {
    int next = at + Character.charCount(codePoint);
    return next < text.length() ? text.codePointAt(next) : 0;
  }

  private static void report(
      StringBuilder tags, ByteArrayOutputStream selected, StringBuilder bits, Found found) {
    if (tags.length() >= FEWEST) {
      found.add(Technique.UNICODE_TAGS, tags.toString());
    }
    if (selected.size() >= FEWEST) {
      readable(selected.toByteArray(), Technique.VARIATION_SELECTORS, found);
    }
    if (bits.length() >= 8 * FEWEST) {
      var bytes = new byte[bits.length() / 8];
      for (int i = 0; i < 8 * bytes.length; i++) {
        bytes[i / 8] |= (byte) ((bits.charAt(i) - '0') << (7 - i % 8));
      }
      readable(bytes, Technique.INVISIBLE_CHARACTERS, found);
    }
  }

  private static void readable(byte[] bytes, Technique technique, Found found) {
    var plain = new String(bytes, StandardCharsets.UTF_8);
    if (CommonWords.readable(plain)) {
      found.add(technique, plain);
    }
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0x200b || c == 0x200c || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xdb40) {
        return false;
      }
    }
    return true;
  }

  /** The byte that a variation selector stands for, or -1. */
  private static int selector(int codePoint) {
    if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) {
      return codePoint - 0xfe00;
    }
    return codePoint >= 0xe0100 && codePoint <= 0xe01ef ? codePoint - 0xe0100 + 16 : -1;
  }
}
