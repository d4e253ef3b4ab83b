package io.signalbox.parts.pii;

import java.util.Set;

/** Social security numbers of the United States: area, group and serial number. */
final class SsnRule implements Rule {
  private static final int REACH = 40;
  private static final int FIRST_ITIN = 900;

  /** Numbers that were printed in advertisements. */
  private static final Set<String> PUBLISHED = Set.of("078051120", "219099999", "123456789");

  @Override
  public void scan(Page page, Sink sink) {
    var numbers = page.numbers();
    for (int i = 0; i < numbers.count(); i++) {
      if (numbers.length(i) == 9) {
        read(page, i, i, sink);
      } else if (i + 2 < numbers.count()
          && numbers.length(i) == 3
          && numbers.length(i + 1) == 2
          && numbers.length(i + 2) == 4
          && numbers.tight(i)
          && numbers.tight(i + 1)
          && "- .".indexOf(numbers.link(i, i + 2)) >= 0) {
        read(page, i, i + 2, sink);
      }
    }
  }

  private static void read(Page page, int from, int to, Sink sink) {
    var numbers = page.numbers();
    if (!numbers.whole(from, to)) {
      return;
    }
    var digits = numbers.digits(from, to);
    int area = Checks.number(digits, 0, 3);
    if (area == 0
        || area == 666
        || Checks.number(digits, 3, 5) == 0
        || Checks.number(digits, 5, 9) == 0) {
      return;
    }
    double score = score(page, digits, from, to);
    if (score > 0) {
      var type = area >= FIRST_ITIN ? PiiType.NATIONAL_ID : PiiType.US_SSN;
      sink.found(type, numbers.start(from), numbers.end(to), score);
    }
  }

  private static double score(Page page, String digits, int from, int to) {
    int start = page.numbers().start(from);
    int end = page.numbers().end(to);
    long told = page.cues().nearest(Cue.bits(Cue.SSN, Cue.ORDER), start, REACH);
    boolean named = (told & Cue.SSN.bit()) != 0 || page.cues().after(Cue.SSN.bit(), end, REACH / 2);
    boolean parts = to > from;
    char link = page.numbers().link(from);
    if (PUBLISHED.contains(digits) || Checks.monotone(digits)) {
      return parts || named ? Scores.RESERVED : 0;
    }
    if (named) {
      return parts ? Scores.PROVEN : Scores.TOLD;
    }
    if (!parts) {
      return 0;
    }
    boolean thing = (told & Cue.ORDER.bit()) != 0;
    return thing ? Scores.PLACEHOLDER : link == '-' ? Scores.FORM : Scores.WEAK;
  }
}
