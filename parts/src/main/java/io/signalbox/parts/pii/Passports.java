package io.signalbox.parts.pii;

/** Numbers of passports, which only a word in front of them tells. */
final class Passports {
  private Passports() {}

  /** Reads the number at an offset, where a word for passports announced one. */
  static void read(Page page, int start, Rule.Sink sink) {
    int end = Labels.token(page, start, "", 10);
    int digits = Labels.digits(page, start, end);
    boolean usual =
        end - start >= 6 && end - start <= 10 && digits >= 5 && end - start - digits <= 3;
    if ((usual || german(page, start, end, digits)) && Chars.closes(page.text(), end)) {
      sink.found(PiiType.PASSPORT, start, end, Scores.TOLD);
    } else {
      internal(page, start, sink);
    }
  }

  /** German numbers have nine places of digits and some consonants, at random. */
  private static boolean german(Page page, int start, int end, int digits) {
    if (end - start != 9 || digits < 2) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = page.text().charAt(i);
      if (!Chars.digit(c) && "CFGHJKLMNPRTVWXYZ".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Russian internal passports: series and number. */
  private static void internal(Page page, int start, Rule.Sink sink) {
    var numbers = page.numbers();
    int group = numbers.from(start);
    for (int last = group + 1; last <= group + 2 && last < numbers.count(); last++) {
      var shape = numbers.shape(group, last);
      boolean form = shape.equals("4-6") || shape.equals("2-2-6");
      if (form && numbers.start(group) == start && numbers.link(group, last) == ' ') {
        sink.found(PiiType.PASSPORT, start, numbers.end(last), Scores.TOLD);
      }
    }
  }
}
