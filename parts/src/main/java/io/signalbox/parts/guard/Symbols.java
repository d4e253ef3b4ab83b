package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.util.HashMap;
import java.util.Map;

/** Text in Morse code (ITU-R M.1677-1) or in six-dot Braille. */
final class Symbols {
  private static final String CODES =
      "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-."
          + " s... t- u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5....."
          + " 6-.... 7--... 8---.. 9----. ..-.-.- ,--..-- ?..--.. '.----. !-.-.-- /-..-. (-.--."
          + " )-.--.- &.-... :---... ;-.-.-. =-...- +.-.-. --....- _..--.- \".-..-. $...-..- @.--.-.";
  private static final Map<String, Character> MORSE = morse();

  /** The letters by their dots, from U+2800; the dots of a cell are its bits. */
  private static final Map<Character, Character> BRAILLE = braille();

  private static final int FEWEST_LETTERS = 8;

  private Symbols() {}

  private static Map<String, Character> morse() {
    var codes = new HashMap<String, Character>();
    for (var entry : CODES.split(" ", -1)) {
      codes.put(entry.substring(1), entry.charAt(0));
    }
    return Map.copyOf(codes);
  }

  private static Map<Character, Character> braille() {
    var cells = new HashMap<Character, Character>();
    var letters = "abcdefghijklmnopqrstuvwxyz";
    var dots =
        new int[] {
          0x1, 0x3, 0x9, 0x19, 0x11, 0xb, 0x1b, 0x13, 0xa, 0x1a, 0x5, 0x7, 0xd, 0x1d, 0x15, 0xf,
          0x1f, 0x17, 0xe, 0x1e, 0x25, 0x27, 0x3a, 0x2d, 0x3d, 0x35
        };
    for (int i = 0; i < dots.length; i++) {
      cells.put((char) (0x2800 + dots[i]), letters.charAt(i));
    }
    return Map.copyOf(cells);
  }

  static void decode(String text, Found found) {
    morse(text, found);
    braille(text, found);
  }

  private static void morse(String text, Found found) {
    var plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
        end++;
      }
      if (end == at) {
        // Two blanks or more part words where no stroke does.
        boolean wide = at + 1 < text.length() && Character.isWhitespace(text.charAt(at + 1));
        space(plain, wide);
        at++;
      } else {
        if (!signs(text, at, end, plain)) {
          report(plain, Technique.MORSE, found);
        }
        at = end;
      }
    }
    report(plain, Technique.MORSE, found);
  }

  private static void space(StringBuilder plain, boolean wanted) {
    if (wanted && !plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
      plain.append(' ');
    }
  }

  /** Reads the signs of a run without blanks, strokes part words; false where it is none. */
  private static boolean signs(String text, int start, int end, StringBuilder plain) {
    if (end - start > 32) {
      return false;
    }
    var sign = new StringBuilder();
    for (int i = start; i <= end; i++) {
      char c = i < end ? text.charAt(i) : '/';
      if (c == '/' || c == '|') {
        var letter = MORSE.get(sign.toString());
        if (letter == null && !sign.isEmpty()) {
          return false;
        }
        if (letter != null) {
          plain.append(letter.charValue());
        }
        space(plain, i < end);
        sign.setLength(0);
      } else if (".·•".indexOf(c) >= 0) {
        sign.append('.');
      } else if ("-–—−_".indexOf(c) >= 0) {
        sign.append('-');
      } else {
        return false;
      }
    }
    return true;
  }

  private static void braille(String text, Found found) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      var letter = BRAILLE.get(c);
      if (letter != null) {
        plain.append(letter.charValue());
      } else if (c == 0x2800 || c == ' ') {
        space(plain, true);
      } else if (c < 0x2800 || c > 0x283f) {
        report(plain, Technique.BRAILLE, found);
      }
    }
    report(plain, Technique.BRAILLE, found);
  }

  private static void report(StringBuilder plain, Technique technique, Found found) {
    if (plain.length() >= FEWEST_LETTERS && CommonWords.count(plain).known() >= 1) {
      found.add(technique, plain.toString());
    }
    plain.setLength(0);
  }
}
