package io.signalbox.parts.cache.facts;

/**
 * A word, a number or a mark of a question.
 *
 * @param text as it was written
 * @param word the same in lower case
 * @param opening whether it is the first of a sentence
 * @param glued whether nothing stands between it and the one before
 */
record Token(Kind kind, String text, String word, boolean opening, boolean glued) {
  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    MARK
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean is(String other) {
    return word.equals(other);
  }

  boolean capital() {
    return isWord() && Character.isUpperCase(text.codePointAt(0));
  }

  /** Whether all letters are capitals, and there are at least two. */
  boolean shouted() {
    return isWord()
        && text.length() > 1
        && text.equals(text.toUpperCase(java.util.Locale.ROOT))
        && !text.equals(word);
  }

  /** Whether a capital stands inside, as in product names. */
  boolean mixed() {
    for (int i = 1; isWord() && i < text.length(); i++) {
      if (Character.isUpperCase(text.charAt(i))) {
        return !shouted();
      }
    }
    return false;
  }
}
