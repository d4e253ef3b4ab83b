package io.signalbox.parts.guard;

import java.util.Locale;

/** A way to write a text so that a filter does not read what a model does. */
public enum Technique {
  BASE64,
  HEX,
  BINARY,
  CHARACTER_CODES,
  MORSE,
  BRAILLE,
  PERCENT_ENCODING,
  HTML_ENTITIES,
  UNICODE_ESCAPES,
  ROT13,
  CAESAR,
  REVERSED,
  REVERSED_WORDS,
  LEETSPEAK,
  SPACED_LETTERS,
  MIXED_CASE,
  HOMOGLYPHS,
  STYLED_LETTERS,
  COMBINING_MARKS,
  INVISIBLE_CHARACTERS,
  UNICODE_TAGS,
  VARIATION_SELECTORS,
  HIDDEN_MARKUP;

  /** Its name in answers and records: lower case with underscores. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
