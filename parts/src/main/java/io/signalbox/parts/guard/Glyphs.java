package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;
import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Latin text in characters that only look like it: letters of other alphabets, styled letters
 * (mathematical, full width, in circles, small capitals, regional indicators), letters that are
 * struck through or piled with marks, and letters with invisible characters between them.
 *
 * <p>Text of other scripts is not touched: a letter of another alphabet counts where Latin letters
 * stand in the same word, or where all letters of a word could be Latin and most words of the text
 * are; joiners count between Latin letters only.
 */
final class Glyphs {
  /** Letters of Cyrillic, Greek, Armenian and Latin's own annex, and what they are taken for. */
  private static final Map<Integer, Character> ALIKE =
      alike(
          "аеорсухіјѕһԁԛԝьвнкмтгпАВЕКМНОРСТУХІЈЅԌԚԜҮүӏ"
              + "αορνικυτχγωεηΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ"
              + "օսհոցյզքԼՕՍɑɡʟ",
          "aeopcyxijshdqwbbhkmtrnABEKMHOPCTYXIJSGQWYyl"
              + "aopvikutxywenABEZHIKMNOPTYXcj"
              + "ouhngjqpLOUagl");

  private static final Map<Integer, Character> SMALL_CAPITALS =
      alike("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz");

  private static final int FEWEST_STYLED = 6;
  private static final int FEWEST_ALIKE = 3;
  private static final int FEWEST_MARKS = 4;
  private static final int FEWEST_INVISIBLE = 3;

  private Glyphs() {}

  private static Map<Integer, Character> alike(String from, String to) {
    return IntStream.range(0, to.length())
        .boxed()
        .collect(Collectors.toUnmodifiableMap(i -> (int) from.charAt(i), to::charAt));
  }

  static void decode(String text, Found found) {
    if (ascii(text)) {
      return;
    }
    var bare = new Bare(text);
    bare.read();
    bare.report(found);
    var plain = unstyled(bare.plain(), found);
    letters(plain, found);
  }

  private static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** A text without marks on Latin letters and without invisible characters between them. */
  private static final class Bare {
    private final String text;
    private final Rewriting marks;
    private int markCount;
    private int invisible;
    private boolean afterLetter;
    private int piled;

    Bare(String text) {
      this.text = text;
      marks = new Rewriting(text);
    }

    void read() {
      int codePoint;
      for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
        codePoint = text.codePointAt(at);
        if (isInvisible(codePoint)) {
          boolean between = afterLetter || latinAt(at + Character.charCount(codePoint));
          invisible += between ? 1 : 0;
          drop(between);
        } else if (isMark(codePoint)) {
          boolean overlay = isOverlay(codePoint);
          boolean counts = overlay || (afterLetter && piled >= 1);
          piled++;
          markCount += counts ? 1 : 0;
          if (counts) {
            marks.drop();
          } else {
            keep(codePoint);
          }
        } else {
          afterLetter = styledOrLatin(codePoint);
          piled = 0;
          keep(codePoint);
        }
      }
    }

    private void drop(boolean counts) {
      if (counts) {
        marks.drop();
      }
    }

    private boolean latinAt(int at) {
      return at < text.length() && styledOrLatin(text.codePointAt(at));
    }

    private void keep(int codePoint) {
      for (char c : Character.toChars(codePoint)) {
        marks.keep(c);
      }
    }

    void report(Found found) {
      if (invisible >= FEWEST_INVISIBLE) {
        found.add(Technique.INVISIBLE_CHARACTERS, marks.stretch());
      } else if (markCount >= FEWEST_MARKS) {
        found.add(Technique.COMBINING_MARKS, marks.stretch());
      }
    }

    String plain() {
      return invisible >= FEWEST_INVISIBLE || markCount >= FEWEST_MARKS ? marks.stretch() : text;
    }
  }

  private static boolean styledOrLatin(int codePoint) {
    return codePoint < 0x250
        ? Character.isLetter(codePoint)
        : (codePoint >= 0x1d400 && codePoint <= 0x1f1ff) || ALIKE.containsKey(codePoint);
  }

  private static boolean isInvisible(int codePoint) {
    return codePoint == 0xad
        || codePoint == 0x34f
        || codePoint == 0x180e
        || (codePoint >= 0x200b && codePoint <= 0x200f)
        || (codePoint >= 0x202a && codePoint <= 0x202e)
        || (codePoint >= 0x2060 && codePoint <= 0x206f)
        || codePoint == 0xfeff;
  }

  private static boolean isMark(int codePoint) {
    return (codePoint >= 0x300 && codePoint <= 0x36f && codePoint != 0x34f)
        || (codePoint >= 0x1ab0 && codePoint <= 0x1aff)
        || (codePoint >= 0x20d0 && codePoint <= 0x20f0);
  }

  /** Lines through, under and over a letter, and what encloses one: no language writes them. */
  private static boolean isOverlay(int codePoint) {
    return (codePoint >= 0x332 && codePoint <= 0x338)
        || codePoint == 0x305
        || codePoint == 0x33f
        || codePoint == 0x35f
        || (codePoint >= 0x20d0 && codePoint <= 0x20f0 && codePoint != 0x20e3);
  }

  private static String unstyled(String text, Found found) {
    var plain = new Rewriting(text);
    int flags = 0;
    int codePoint;
    for (int at = 0; at < text.length(); at += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(at);
      var letter = styled(codePoint);
      if (letter == null) {
        for (char c : Character.toChars(codePoint)) {
          plain.keep(c);
        }
      } else {
        flags += codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff ? 1 : 0;
        plain.replace(letter);
      }
    }
    if (plain.replaced() < FEWEST_STYLED) {
      return text;
    }
    var stretch = plain.stretch();
    // A row of flags is not text, nor are the letters of formulas.
    boolean flagsOnly =
        flags > 0 && CommonWords.count(stretch).known() <= CommonWords.count(text).known();
    if (flagsOnly || CommonWords.count(stretch).words() < 3) {
      return text;
    }
    found.add(Technique.STYLED_LETTERS, stretch);
    return stretch;
  }

  private static @Nullable String styled(int codePoint) {
    if (codePoint < 0x1d00 && codePoint != 0x1eb) {
      var small = codePoint < 0x250 ? null : SMALL_CAPITALS.get(codePoint);
      return small == null ? null : small.toString();
    }
    if (codePoint == 0x3000) {
      return " ";
    }
    if (codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff) {
      return Character.toString('A' + codePoint - 0x1f1e6);
    }
    for (int block : new int[] {0x1f130, 0x1f150, 0x1f170}) {
      if (codePoint >= block && codePoint < block + 26) {
        return Character.toString('A' + codePoint - block);
      }
    }
    if (wide(codePoint) || formula(codePoint)) {
      var form = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
      return form.codePointAt(0) < 0x80 ? form.replaceAll("[()]", "") : null;
    }
    var small = SMALL_CAPITALS.get(codePoint);
    return small == null ? null : small.toString();
  }

  /** Full width; its punctuation is that of Chinese and Japanese, and stays. */
  private static boolean wide(int codePoint) {
    return codePoint >= 0xff07
        && codePoint <= 0xff5a
        && (Character.isLetterOrDigit(codePoint) || codePoint == 0xff07);
  }

  private static boolean formula(int codePoint) {
    return (codePoint >= 0x1d400 && codePoint <= 0x1d7ff)
        || (codePoint >= 0x2460 && codePoint <= 0x24ff)
        || (codePoint >= 0x2102 && codePoint <= 0x2149)
        || (codePoint >= 0x1d2c && codePoint <= 0x1d6a)
        || (codePoint >= 0x2070 && codePoint <= 0x209c);
  }

  /** Puts Latin letters for their likes, word by word. */
  private static void letters(String text, Found found) {
    var plain = new Rewriting(text);
    int latinWords = 0;
    int otherWords = 0;
    int at = 0;
    var word = new StringBuilder();
    while (at < text.length()) {
      int end = at;
      int latin = 0;
      int alike = 0;
      int others = 0;
      word.setLength(0);
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        char c = text.charAt(end++);
        var like = ALIKE.get((int) c);
        latin += like == null && CommonWords.latin(c) ? 1 : 0;
        alike += like == null ? 0 : 1;
        others += like == null && !CommonWords.latin(c) ? 1 : 0;
        word.append(like == null ? c : like.charValue());
      }
      if (end == at) {
        plain.keep(text.charAt(at++));
        continue;
      }
      latinWords += latin > 0 ? 1 : 0;
      otherWords += latin == 0 && others > 0 ? 1 : 0;
      boolean mixed = alike > 0 && others == 0 && (latin > 0 || latinWords >= otherWords);
      if (mixed) {
        plain.replace(word.toString());
      } else {
        for (int i = at; i < end; i++) {
          plain.keep(text.charAt(i));
        }
      }
      at = end;
    }
    if (plain.replaced() >= FEWEST_ALIKE && latinWords > otherWords) {
      found.add(Technique.HOMOGLYPHS, plain.stretch());
    }
  }
}
