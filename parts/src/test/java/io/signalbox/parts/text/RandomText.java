package io.signalbox.parts.text;

import java.util.Random;

/** Texts for properties: short strings of few characters, so that words are found often. */
final class RandomText {
  /** Characters that have been trouble: all scripts, marks, surrogates, special cases. */
  private static final String[] ALPHABETS = {
    "ab ",
    "aAbB_1 -.",
    "eE\u0301\u0300x ",
    "кКоОд ",
    "σςΣ ",
    "İıiI ",
    "sSſßẞ kK\u212a",
    "漢字かなカ 서버a",
    "ภาษาไ\u0e34a ",
    "हिन\u094dदी ",
    "\ud83d\ude00\u200d\ufe0f\u2764a",
    "\ud800\udc00\ud800a\udc00",
    "\ud835\udd38\ud835\udd52a ",
    "\u1100\u1161\u11a8각 ",
    "\u0323\u0307\u0301sd",
    "ｻｰﾊﾞ\u3099 a",
    "\u0000\n\t+*?().",
    "אבג\u05b0 ",
  };

  private final Random random;

  RandomText(long seed) {
    random = new Random(seed);
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  String alphabet() {
    return ALPHABETS[random.nextInt(ALPHABETS.length)];
  }

  /** A string of units of UTF-16 from an alphabet; may be malformed on purpose. */
  String of(String alphabet, int least, int most) {
    int length = least + random.nextInt(most - least + 1);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
