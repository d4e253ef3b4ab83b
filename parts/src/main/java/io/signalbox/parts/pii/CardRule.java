package io.signalbox.parts.pii;

import java.util.Set;

/** Payment cards: the ranges of issuers (ISO/IEC 7812), lengths, and the digit of Luhn. */
final class CardRule implements Rule {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 19;
  private static final int MOST_GROUPS = 5;
  private static final int REACH = 40;

  private static final Set<String> SHAPES =
      Set.of(
          "4-4-4-4",
          "4-6-5",
          "4-6-4",
          "4-4-4-4-3",
          "4-4-4-3",
          "4-4-4-1",
          "6-13",
          "4-4-5",
          "8-8",
          "4-4-4-2",
          "4-4-4",
          "4-4-4-5",
          "4-4-4-6",
          "4-4-4-7",
          "4-8-4",
          "6-6-4",
          "4-5-6",
          "5-5-5");

  /** Numbers that processors publish for tests. */
  private static final Set<String> TESTS =
      Set.of(
          "4111111111111111",
          "4242424242424242",
          "4012888888881881",
          "4000056655665556",
          "5555555555554444",
          "5105105105105100",
          "2223003122003222",
          "5200828282828210",
          "378282246310005",
          "371449635398431",
          "378734493671000",
          "6011111111111117",
          "6011000990139424",
          "30569309025904",
          "38520000023237",
          "3530111333300000",
          "3566002020360505",
          "4222222222222",
          "4000000000000002",
          "4444333322221111");

  @Override
  public void scan(Page page, Sink sink) {
    var numbers = page.numbers();
    for (int i = 0; i < numbers.count(); i++) {
      int last = longest(page, i);
      if (last >= 0) {
        var digits = numbers.digits(i, last);
        int start = numbers.start(i);
        int end = numbers.end(last);
        sink.found(PiiType.CREDIT_CARD, start, end, score(page, digits, i, last));
        i = last;
      }
    }
  }

  /** The last group of the longest card that begins with a group; -1 for none. */
  private static int longest(Page page, int from) {
    var numbers = page.numbers();
    int found = -1;
    int length = 0;
    for (int to = from; to < numbers.count() && to < from + MOST_GROUPS; to++) {
      length += numbers.length(to);
      if (length > LONGEST) {
        break;
      }
      if (length >= SHORTEST && card(page, from, to)) {
        found = to;
      }
      char link = numbers.link(to);
      if ((link != ' ' && link != '-' && link != '.') || !numbers.tight(to)) {
        break;
      }
    }
    return found;
  }

  private static boolean card(Page page, int from, int to) {
    var numbers = page.numbers();
    if (!numbers.whole(from, to)
        || (to > from && numbers.link(from, to) == Numbers.NONE)
        || (to > from && !SHAPES.contains(numbers.shape(from, to)))) {
      return false;
    }
    boolean piece = to == from + 2 && numbers.length(to) == 4 && four(numbers, from - 1);
    char before = page.at(numbers.start(from) - 1);
    if (piece
        || before == '+'
        || before == '#'
        || before == '.'
        || page.at(numbers.end(to)) == '%') {
      return false;
    }
    var digits = numbers.digits(from, to);
    return issued(digits) && Checks.luhn(digits) && !Checks.monotone(digits);
  }

  /** Whether a group of four digits belongs to the next one. */
  private static boolean four(Numbers numbers, int group) {
    return numbers.link(group) == ' ' && numbers.tight(group) && numbers.length(group) == 4;
  }

  /** Whether an issuer gives out numbers that begin so, of this length. */
  static boolean issued(String digits) {
    int length = digits.length();
    int two = Checks.number(digits, 0, 2);
    int four = Checks.number(digits, 0, 4);
    if (digits.charAt(0) == '4') {
      return length == 13 || length == 16 || length == 19;
    }
    if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
      return length == 16;
    }
    if (two == 34 || two == 37) {
      return length == 15;
    }
    if ((four >= 3000 && four <= 3059) || four == 3095 || two == 36 || two == 38 || two == 39) {
      return length >= 14;
    }
    if (four >= 3528 && four <= 3589) {
      return length >= 16;
    }
    if (four == 2131 || four == 1800) {
      return length == 15 || length == 16;
    }
    if (four == 6011 || two == 65 || two == 64 || two == 62 || two == 60) {
      return length >= 16;
    }
    if (four >= 2200 && four <= 2204) {
      return length >= 16;
    }
    // Maestro gives out the rest of 5 and 6, at any length.
    return two == 50 || (two >= 56 && two <= 69);
  }

  private static double score(Page page, String digits, int from, int to) {
    int start = page.numbers().start(from);
    int end = page.numbers().end(to);
    boolean told = page.cues().near(Cue.CARD.bit(), start, end, REACH);
    if (TESTS.contains(digits)) {
      return Scores.RESERVED;
    }
    if (told) {
      return Scores.PROVEN;
    }
    long other = page.cues().nearest(Cue.bits(Cue.ORDER, Cue.CARD), start, REACH / 2);
    boolean thing = (other & Cue.ORDER.bit()) != 0;
    int two = Checks.number(digits, 0, 2);
    boolean maestro =
        two == 50
            || (two >= 56 && two <= 61 && !digits.startsWith("6011"))
            || two == 63
            || (two >= 66 && two <= 69);
    if (to > from) {
      boolean usual = digits.length() >= 15 || two == 36 || two == 38 || two == 39 || two == 30;
      return !usual || maestro ? Scores.LIKELY : thing ? Scores.FORM : Scores.PROVEN;
    }
    if (digits.length() < 14 || maestro) {
      return thing || digits.length() < 14 ? Scores.PLACEHOLDER : Scores.WEAK;
    }
    return thing ? Scores.RESERVED : digits.length() >= 15 ? Scores.FORM : Scores.LIKELY;
  }
}
