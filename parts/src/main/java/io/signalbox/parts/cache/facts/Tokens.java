package io.signalbox.parts.cache.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts plain text into tokens; scripts without spaces give one token a character. */
final class Tokens {
  /** Letters and digits that are one name. */
  private static final Set<String> WHOLE =
      Set.of(
          "m2", "m3", "km2", "cm2", "cm3", "ft2", "sqm", "co2", "h2o", "k8s", "b2b", "b2c", "p2p",
          "i18n", "l10n", "mp3", "mp4", "s3", "ec2", "x86", "x64", "utf8", "ww1", "ww2", "wwi");

  private final String text;
  private final List<Token> out = new ArrayList<>();
  private int at;
  private int last = -1;
  private boolean opening = true;

  private Tokens(String text) {
    this.text = text;
  }

  /** The tokens of what {@link Plain} made. */
  static List<Token> of(String plain) {
    var tokens = new Tokens(plain);
    tokens.read();
    return tokens.out;
  }

  private void read() {
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c >= '0' && c <= '9') {
        add(Token.Kind.NUMBER, number(at));
      } else if (Character.isLetter(c) || Character.getType(c) == Character.OTHER_LETTER) {
        word(c);
      } else {
        mark(c);
      }
    }
  }

  private void add(Token.Kind kind, int end) {
    var part = text.substring(at, end);
    out.add(new Token(kind, part, part.toLowerCase(Locale.ROOT), opening, last == at));
    opening = false;
    at = end;
    last = end;
  }

  private int number(int from) {
    int i = from;
    while (i < text.length() && (digit(i) || joins(i))) {
      i++;
    }
    return i;
  }

  private boolean digit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private boolean joins(int i) {
    char c = text.charAt(i);
    if (c == '-') {
      // Only the hyphens of 2024-05-01.
      return isoDate(i, 4) || isoDate(i - 3, 4);
    }
    return ".,:/'".indexOf(c) >= 0 && digit(i + 1);
  }

  private boolean isoDate(int hyphen, int before) {
    if (hyphen < before || hyphen + 6 > text.length() || text.charAt(hyphen) != '-') {
      return false;
    }
    for (int i = 1; i <= before; i++) {
      if (!digit(hyphen - i)) {
        return false;
      }
    }
    return digit(hyphen + 1)
        && digit(hyphen + 2)
        && text.charAt(hyphen + 3) == '-'
        && digit(hyphen + 4)
        && digit(hyphen + 5);
  }

  private void word(int first) {
    if (alone(first)) {
      add(Token.Kind.WORD, at + Character.charCount(first));
      return;
    }
    int end = letters(at);
    int whole = end;
    while (digit(whole) || (whole < text.length() && plainLetter(whole))) {
      whole++;
    }
    if (whole > end
        && whole - at <= 5
        && WHOLE.contains(text.substring(at, whole).toLowerCase(Locale.ROOT))) {
      add(Token.Kind.WORD, whole);
      return;
    }
    int apostrophe = text.indexOf('\'', at);
    if (apostrophe > at && apostrophe < end && end - apostrophe > 3) {
      // l'Italie, dell'opera: two words.
      add(Token.Kind.WORD, apostrophe);
      at++;
      last = at;
    }
    add(Token.Kind.WORD, end);
  }

  private boolean plainLetter(int i) {
    char c = text.charAt(i);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private int letters(int from) {
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      boolean inside =
          c == '\''
              && i > from
              && i + 1 < text.length()
              && Character.isLetter(text.codePointAt(i + 1));
      if (!inside && (!(Character.isLetter(c) || mark2(c)) || alone(c))) {
        break;
      }
      i += Character.charCount(c);
    }
    return Math.max(i, from + 1);
  }

  private static boolean mark2(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** Scripts that write no spaces. */
  private static boolean alone(int c) {
    if (c < 0xE00) {
      return false;
    }
    if (Character.isIdeographic(c)) {
      return true;
    }
    var script = Character.UnicodeScript.of(c);
    return script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.THAI
        || script == Character.UnicodeScript.LAO
        || script == Character.UnicodeScript.KHMER
        || script == Character.UnicodeScript.MYANMAR;
  }

  private void mark(int c) {
    int size = Character.charCount(c);
    if (c == '-' && !arrow() && !minus() && !operator()) {
      // A hyphen joins what stands beside it.
      last = last == at ? at + 1 : last;
      at++;
      return;
    }
    boolean stop = ".!?:\n。！？؟।".indexOf(c) >= 0;
    if (arrow()) {
      size = 2;
    }
    add(Token.Kind.MARK, at + size);
    opening = stop || "\"(¿¡".indexOf(c) >= 0;
  }

  /** x - 4. */
  private boolean operator() {
    return at > 0
        && text.charAt(at - 1) == ' '
        && at + 2 < text.length()
        && text.charAt(at + 1) == ' '
        && digit(at + 2);
  }

  private boolean arrow() {
    return at + 1 < text.length()
        && text.charAt(at + 1) == '>'
        && (text.charAt(at) == '-' || text.charAt(at) == '=');
  }

  private boolean minus() {
    return digit(at + 1) && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
  }
}
