package io.signalbox.parts.pii;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the words beside a tag of the model say against it. */
final class Doubts {
  private static final int REACH = 24;
  private static final int FEWEST_PHONE_DIGITS = 7;
  private static final int MOST_PHONE_DIGITS = 15;

  /** What {@code id} alone may announce. */
  private static final long ID = Cue.bits(Cue.ID, Cue.EIN);

  private static final long THING = Cue.bits(Cue.ORDER, Cue.VERSION);

  /** The words for numbers that the model tells by their look, by type. */
  private static final Map<String, Long> OWN =
      Map.of(
          "PHONE_NUMBER", Cue.PHONE.bit(),
          "NATIONAL_ID", ~Cue.USER.bit(),
          "MEDICAL_RECORD_NUMBER", Cue.RECORD.bit(),
          "BANK_ACCOUNT", Cue.bits(Cue.BANK, Cue.ROUTING),
          "LICENSE_PLATE", Cue.PLATE.bit());

  /** Types that no word for a value is of; an organization may be one, such as Visa. */
  private static final Set<String> VALUES = Set.of("PERSON", "GPE", "API_KEY", "PASSWORD");

  private Doubts() {}

  /** Whether a tag lies within a word that only announces a value. */
  static boolean announcement(Page page, Finding tag) {
    return VALUES.contains(tag.type()) && page.cues().covers(tag.start(), tag.end());
  }

  /** Whether it is of a type that the model tells by the look of a number. */
  static boolean number(Finding tag) {
    return OWN.containsKey(tag.type());
  }

  /** Whether a number is a thing's by the word in front of it, or cannot be what the tag says. */
  static boolean otherNumber(Page page, Finding tag) {
    long own = Objects.requireNonNull(OWN.get(tag.type()), tag.type());
    if (tag.type().equals("PHONE_NUMBER")) {
      int digits = Labels.digits(page, tag.start(), tag.end());
      if (digits < FEWEST_PHONE_DIGITS || digits > MOST_PHONE_DIGITS) {
        return true;
      }
    }
    long told = page.cues().nearest(-1, tag.start(), REACH);
    int cue = page.cues().before(-1, tag.start(), REACH);
    boolean thing = (told & THING) != 0 && (told & ~THING & own) == 0;
    boolean id = told == ID || (told & Cue.USER.bit()) != 0;
    boolean key = id && tag.type().equals("NATIONAL_ID") && key(page, page.cues().end(cue));
    return (thing || key) && !page.numbers().between(page.cues().end(cue), tag.start());
  }

  /** Whether the {@code id} that ends at an offset is one of code, logs and queries. */
  static boolean key(Page page, int end) {
    return page.text().startsWith("id", end - 2)
        && (page.at(end - 3) == '_'
            || "=\"'".indexOf(page.at(end)) >= 0
            || page.folded().startsWith(" in (", end));
  }
}
