package io.signalbox.parts.pii;

/** Values that nothing but the word in front of them tells: passports, records, accounts. */
final class LabelRule implements Rule {
  private static final long READ =
      Cue.bits(
          Cue.PASSPORT,
          Cue.LICENCE,
          Cue.RECORD,
          Cue.PLATE,
          Cue.BANK,
          Cue.ROUTING,
          Cue.ID,
          Cue.ZIP,
          Cue.USER,
          Cue.PASSWORD);

  private static final int LONGEST_PASSWORD = 64;
  private static final int MOST_GROUPS = 6;
  private static final int FURTHEST = 20;

  @Override
  public void scan(Page page, Sink sink) {
    var cues = page.cues();
    for (int i = 0; i < cues.count(); i++) {
      if (!cues.is(i, READ) || thing(cues, i)) {
        continue;
      }
      int start = Labels.value(page, cues.end(i));
      if (start >= 0 && start < page.length() && Chars.opens(page.text(), start)) {
        read(page, i, start, sink);
        if (cues.is(i, Cue.BANK.bit()) && !Chars.digit(page.at(start))) {
          further(page, i, sink);
        }
      }
    }
  }

  /** Whether a cue is the end of a longer one for things: the {@code id} of {@code order id}. */
  private static boolean thing(CueIndex cues, int cue) {
    long longest = cues.nearest(-1, cues.end(cue), 0);
    return (longest & Cue.ORDER.bit()) != 0 && (longest & READ) == 0;
  }

  private static void read(Page page, int cue, int start, Sink sink) {
    var cues = page.cues();
    if (cues.is(cue, Cue.PASSPORT.bit())) {
      Passports.read(page, start, sink);
    }
    if (cues.is(cue, Cue.LICENCE.bit())) {
      licence(page, start, sink);
    }
    if (cues.is(cue, Cue.RECORD.bit())) {
      record(page, cue, start, sink);
    }
    if (cues.is(cue, Cue.PLATE.bit())) {
      plate(page, cue, start, sink);
    }
    if (cues.is(cue, Cue.bits(Cue.BANK, Cue.ROUTING))) {
      account(page, cue, start, sink);
    }
    if (cues.is(cue, Cue.ID.bit())) {
      identity(page, cue, start, sink);
    }
    if (cues.is(cue, Cue.ZIP.bit())) {
      zip(page, start, sink);
    }
    boolean assigned = assigned(page, cues.end(cue), start);
    if (cues.is(cue, Cue.USER.bit()) && assigned) {
      user(page, start, sink);
    }
    if (cues.is(cue, Cue.PASSWORD.bit()) && assigned) {
      password(page, start, sink);
    }
  }

  /** Whether the value is given, rather than spoken of: a colon, an equals sign, a verb. */
  private static boolean assigned(Page page, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = page.at(i);
      if (c == ':' || c == '=' || c == '"' || c == '\'' || Character.isLetter(c)) {
        return true;
      }
    }
    return false;
  }

  private static void licence(Page page, int start, Sink sink) {
    int end = Labels.token(page, start, "-", 20);
    int digits = Labels.digits(page, start, end);
    if (end - start >= 5
        && end - start <= 20
        && digits >= 4
        && Chars.closes(page.text(), end)
        && !date(page, start, end)) {
      sink.found(PiiType.US_DRIVER_LICENSE, start, end, Scores.FORM);
    }
  }

  private static boolean date(Page page, int start, int end) {
    return DateRule.numeric(page, page.numbers().from(start)) == end;
  }

  private static void record(Page page, int cue, int start, Sink sink) {
    int end = Labels.token(page, start, "-", 18);
    int digits = Labels.digits(page, start, end);
    boolean form =
        digits >= 5
            && Labels.letters(page, start, end) <= 4
            && end - start <= 16
            && Chars.closes(page.text(), end)
            && !date(page, start, end);
    if (form) {
      // "Patient" and "chart" announce other numbers as well.
      boolean sure =
          page.cues().end(cue) - page.cues().start(cue) > 8
              || page.folded().startsWith("mrn", page.cues().start(cue));
      sink.found(PiiType.MEDICAL_RECORD_NUMBER, start, end, sure ? Scores.TOLD : Scores.LIKELY);
    }
  }

  private static void plate(Page page, int cue, int start, Sink sink) {
    int end = start;
    int separators = 0;
    while (end < page.length() && end - start <= 10) {
      char c = page.text().charAt(end);
      if ((c == ' ' || c == '-') && Chars.alphanumeric(page.at(end + 1)) && separators < 3) {
        // A word of prose ends the plate.
        int word = Labels.token(page, end + 1, "", 8);
        boolean lower =
            Labels.digits(page, end + 1, word) == 0
                && Character.isLowerCase(page.text().charAt(end + 1));
        if (c == ' ' && (lower || word - end - 1 > 4)) {
          break;
        }
        separators++;
      } else if (!Chars.alphanumeric(c)) {
        break;
      }
      end++;
    }
    int digits = Labels.digits(page, start, end);
    int letters = Labels.letters(page, start, end);
    if (digits < 1
        || letters < 1
        || digits + letters < 4
        || digits + letters > 8
        || !Chars.closes(page.text(), end)) {
      return;
    }
    boolean told = page.cues().end(cue) - page.cues().start(cue) > 4;
    boolean capitals = page.text().substring(start, end).chars().noneMatch(Character::isLowerCase);
    if (told || (capitals && digits >= 2 && letters >= 2)) {
      sink.found(PiiType.LICENSE_PLATE, start, end, told ? Scores.FORM : Scores.RESERVED);
    }
  }

  /** An account number some words behind the cue, in the same sentence. */
  private static void further(Page page, int cue, Sink sink) {
    int from = page.cues().end(cue);
    int group = page.numbers().from(from);
    if (group >= page.numbers().count() || page.numbers().start(group) - from > FURTHEST) {
      return;
    }
    int start = page.numbers().start(group);
    for (int i = from; i < start; i++) {
      if (".;\n".indexOf(page.at(i)) >= 0) {
        return;
      }
    }
    if (Chars.opens(page.text(), start) && page.at(start - 1) != '$') {
      account(page, cue, start, sink);
    }
  }

  /** Account numbers; a sort code may stand in front. */
  private static void account(Page page, int cue, int start, Sink sink) {
    var numbers = page.numbers();
    int from = numbers.from(start);
    if (from >= numbers.count() || numbers.start(from) != start || page.at(start - 1) == '$') {
      return;
    }
    int to = from;
    int length = numbers.length(from);
    while (to - from + 1 < MOST_GROUPS) {
      char link = numbers.link(to);
      if ((link != ' ' && link != '-' && link != '.') || !numbers.tight(to)) {
        break;
      }
      to++;
      length += numbers.length(to);
    }
    int end = numbers.end(to);
    // Decimals are an amount.
    boolean amount = to > from && numbers.link(to - 1) == '.' && numbers.length(to) == 2;
    if (length < 6
        || length > 24
        || amount
        || date(page, start, end)
        || !Chars.closes(page.text(), end)
        || ((page.at(end) == '.' || page.at(end) == '-') && Chars.alphanumeric(page.at(end + 1)))) {
      return;
    }
    var digits = numbers.digits(from, to);
    boolean routing = page.cues().is(cue, Cue.ROUTING.bit());
    if (routing && length == 9 && aba(digits)) {
      sink.found(PiiType.BANK_ACCOUNT, start, end, Scores.PROVEN);
    } else if (!routing) {
      sink.found(PiiType.BANK_ACCOUNT, start, end, length >= 7 ? Scores.TOLD : Scores.LIKELY);
    }
  }

  /** Routing number of the American Bankers Association. */
  static boolean aba(String digits) {
    return Checks.weighted(digits, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0 && !Checks.monotone(digits);
  }

  private static void identity(Page page, int cue, int start, Sink sink) {
    int end = Labels.token(page, start, "-./ ", 24);
    // Blanks are only taken between digits.
    for (int i = start; i < end; i++) {
      boolean between = Chars.digit(page.at(i - 1)) && Chars.digit(page.at(i + 1));
      if (page.at(i) == ' ' && !between) {
        end = i;
      }
    }
    int digits = Labels.digits(page, start, end);
    int letters = Labels.letters(page, start, end);
    if (digits < 5
        || digits + letters > 16
        || digits + letters < 7
        || letters > 7
        || date(page, start, end)
        || !Chars.closes(page.text(), end)) {
      return;
    }
    boolean word = page.cues().end(cue) - page.cues().start(cue) > 3;
    if (!word && Doubts.key(page, page.cues().end(cue))) {
      return;
    }
    sink.found(PiiType.NATIONAL_ID, start, end, word ? Scores.LIKELY : Scores.WEAK);
  }

  private static void zip(Page page, int start, Sink sink) {
    int end = Labels.token(page, start, "- ", 9);
    int blank = page.folded().indexOf(' ', start);
    if (blank >= 0 && blank < end) {
      int word = Labels.token(page, blank + 1, "", 8);
      boolean second = word - blank - 1 == 3 && Labels.digits(page, blank + 1, word) >= 1;
      end = second && blank - start <= 4 ? word : blank;
    }
    int digits = Labels.digits(page, start, end);
    boolean form =
        end - start >= 4
            && end - start <= 10
            && digits >= 2
            && Labels.letters(page, start, end) <= 4;
    if (form && Chars.closes(page.text(), end)) {
      sink.found(PiiType.ZIP_CODE, start, end, Scores.FORM);
    }
  }

  private static void user(Page page, int start, Sink sink) {
    int end = Labels.token(page, start, "._-", 32);
    var name = page.text().substring(start, end);
    boolean marked =
        name.chars().anyMatch(c -> Chars.digit((char) c) || c == '_' || c == '.')
            && name.chars().anyMatch(Character::isLetter);
    if (end - start >= 3
        && end - start <= 32
        && marked
        && page.at(end) != '@'
        && page.at(end) != '('
        && !Placeholders.is(name)) {
      sink.found(PiiType.USERNAME, start, end, Scores.LIKELY);
    }
  }

  private static void password(Page page, int start, Sink sink) {
    int end = start;
    char before = page.at(start - 1);
    boolean quoted = before == '"' || before == '\'' || before == '`';
    int limit = Math.min(page.length(), start + LONGEST_PASSWORD + 1);
    while (end < limit
        && page.at(end) > ' '
        && (quoted ? page.at(end) != before : "\"'`<>,;)".indexOf(page.at(end)) < 0)) {
      end++;
    }
    while (end > start && ".,;:)&".indexOf(page.at(end - 1)) >= 0) {
      end--;
    }
    int length = end - start;
    if (length < 6 || length > LONGEST_PASSWORD) {
      return;
    }
    var value = page.text().substring(start, end);
    boolean word = value.chars().allMatch(c -> Character.isLetter(c) || c == '\'' || c == '(');
    boolean code = value.indexOf('(') > 0 || value.startsWith("$") || value.startsWith("http");
    if (!word && !code && !Placeholders.is(value)) {
      int kinds = Labels.digits(page, start, end) > 0 ? 1 : 0;
      kinds += Labels.letters(page, start, end) > 0 ? 1 : 0;
      kinds += length > Labels.digits(page, start, end) + Labels.letters(page, start, end) ? 1 : 0;
      sink.found(PiiType.PASSWORD, start, end, kinds > 1 ? Scores.FORM : Scores.RESERVED);
    }
  }
}
