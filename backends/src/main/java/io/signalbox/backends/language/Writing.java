package io.signalbox.backends.language;

import java.lang.Character.UnicodeScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way of writing, and the languages (ISO 639-1) that are written so. */
enum Writing {
  LATIN(
      1, "af", "az", "br", "bs", "ca", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fi",
      "fo", "fr", "fy", "ga", "gl", "hr", "hu", "id", "is", "it", "jv", "la", "lb", "li", "lt",
      "lv", "mg", "mi", "ms", "mt", "nb", "nl", "nn", "oc", "pl", "pt", "ro", "sk", "sl", "so",
      "sq", "su", "sv", "sw", "tl", "tr", "uz", "vi", "vo", "zu"),
  CYRILLIC(3, "ba", "be", "bg", "ce", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"),
  ARABIC(3, "ar", "fa", "ps", "ur"),
  DEVANAGARI(3, "hi", "mr", "ne", "sa"),
  HAN(4, "zh"),
  KANA(4, "ja"),
  HANGUL(4, "ko"),
  GREEK(3, "el"),
  HEBREW(3, "he"),
  THAI(3, "th"),
  LAO(3, "lo"),
  KHMER(3, "km"),
  MYANMAR(3, "my"),
  BENGALI(3, "bn"),
  TAMIL(3, "ta"),
  TELUGU(3, "te"),
  KANNADA(3, "kn"),
  MALAYALAM(3, "ml"),
  GUJARATI(3, "gu"),
  GURMUKHI(3, "pa"),
  ORIYA(3, "or"),
  SINHALA(3, "si"),
  GEORGIAN(3, "ka"),
  ARMENIAN(3, "hy"),
  ETHIOPIC(3, "am"),
  TIBETAN(3, "bo"),
  THAANA(3, "dv");

  private final int weight;

  @SuppressWarnings("ImmutableEnumChecker") // It is made by List.of.
  private final List<String> languages;

  /**
   * @param weight of a letter. Names, code and terms stand in Latin letters in every language, so
   *     other letters tell more of the language around them; and what is a letter here can be a
   *     syllable or a word there
   */
  Writing(int weight, String... languages) {
    this.weight = weight;
    this.languages = List.of(languages);
  }

  int weight() {
    return weight;
  }

  List<String> languages() {
    return languages;
  }

  /** The writing that a letter belongs to; null for what none of these languages uses. */
  static @Nullable Writing of(int letter) {
    if (letter < 0x250) {
      return LATIN;
    }
    var script = UnicodeScript.of(letter);
    return switch (script) {
      case HIRAGANA, KATAKANA -> KANA;
      case HAN, BOPOMOFO -> HAN;
      case LATIN -> LATIN;
      default -> named(script.name());
    };
  }

  private static @Nullable Writing named(String script) {
    for (var writing : values()) {
      if (writing.name().equals(script)) {
        return writing;
      }
    }
    return null;
  }
}
