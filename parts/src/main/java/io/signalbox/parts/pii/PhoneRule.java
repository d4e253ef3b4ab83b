package io.signalbox.parts.pii;

import java.util.Set;

/**
 * Telephone numbers. A number with a country code stands for itself; every other one needs the
 * grouping of a country's numbers, or a word that tells of telephones. Most digits in the world are
 * something else: a word for an order, a part or an account in front of them decides against.
 */
final class PhoneRule implements Rule {
  private static final int MOST_GROUPS = 7;
  private static final int MOST_DIGITS = 17;
  private static final int REACH = 40;
  private static final int CLOSE = 16;
  private static final int CLASH_REACH = 24;

  /** What says that digits are no telephone number. */
  private static final long CLASH =
      ~Cue.bits(
          Cue.PHONE,
          Cue.BIRTH,
          Cue.ZIP,
          Cue.USER,
          Cue.PASSWORD,
          Cue.HOST,
          Cue.AGE,
          Cue.IP,
          Cue.MAC,
          Cue.KEY,
          Cue.PLATE,
          Cue.RECORD);

  private static final Set<String> NINE =
      Set.of("3-3-3", "3-2-2-2", "2-3-2-2", "2-3-4", "1-4-4", "2-7", "3-6", "9", "1-3-2-3", "5-4");

  private static final Set<String> EIGHT = Set.of("2-2-2-2", "4-4", "1-7", "3-5", "2-6", "8");

  private static final String MONEY = "$\u20ac\u00a3\u00a5\u20b9%#";

  @Override
  public void scan(Page page, Sink sink) {
    var numbers = page.numbers();
    for (int i = 0; i < numbers.count(); i++) {
      if (!begins(page, i)) {
        continue;
      }
      double best = 0;
      int end = i;
      for (int last = last(page, i); last >= i && best <= Scores.WEAK; last--) {
        double score = ends(page, last) ? score(page, i, last) : 0;
        if (score > best) {
          best = score;
          end = last;
        }
      }
      if (best > 0) {
        int stop = extension(page, numbers.end(end));
        sink.found(PiiType.PHONE_NUMBER, start(page, i), stop, best);
        i = end;
      }
    }
  }

  private static boolean plus(Page page, int group) {
    int start = page.numbers().start(group);
    return page.at(start - 1) == '+' || (page.at(start - 1) == '(' && page.at(start - 2) == '+');
  }

  private static boolean bracket(Page page, int group) {
    int end = page.numbers().end(group);
    int start = page.numbers().start(group);
    return page.at(start - 1) == '(' && page.at(end) == ')' && end - start <= 5;
  }

  private static int start(Page page, int group) {
    int start = page.numbers().start(group);
    if (page.at(start - 1) == '(' && (page.at(start - 2) == '+' || bracket(page, group))) {
      start--;
    }
    return page.at(start - 1) == '+' ? start - 1 : start;
  }

  private static boolean begins(Page page, int group) {
    int start = start(page, group);
    char before = page.at(start - 1);
    if (!Chars.opens(page.text(), start) || MONEY.indexOf(before) >= 0) {
      return false;
    }
    boolean joined = "-./\\+".indexOf(before) >= 0 && before != 0;
    if (joined && Character.isLetterOrDigit(page.at(start - 2))) {
      return false;
    }
    boolean linked = page.numbers().link(group - 1) != Numbers.NONE;
    return !linked || plus(page, group) || bracket(page, group);
  }

  private static boolean ends(Page page, int group) {
    int end = page.numbers().end(group);
    char after = page.at(end);
    if (extension(page, end) > end) {
      return true;
    }
    boolean joined =
        "-/_.:@".indexOf(after) >= 0 && after != 0 && Character.isLetterOrDigit(page.at(end + 1));
    return Chars.closes(page.text(), end) && !joined && MONEY.indexOf(after) < 0;
  }

  /** The last group that could belong to a number. */
  private static int last(Page page, int from) {
    var numbers = page.numbers();
    int digits = 0;
    int to = from;
    while (true) {
      digits += numbers.length(to);
      if (digits > MOST_DIGITS) {
        return to - 1;
      }
      char link = numbers.link(to);
      boolean area = link == '/' && to == from && page.at(numbers.start(from)) == '0';
      boolean loose = (link == '.' || link == '/') && !numbers.tight(to) && !area;
      if (link == Numbers.NONE || loose || to - from + 1 == MOST_GROUPS) {
        return to;
      }
      to++;
    }
  }

  private static double score(Page page, int from, int to) {
    var numbers = page.numbers();
    var digits = numbers.digits(from, to);
    if (digits.length() < 7 || Checks.monotone(digits) || date(page, from, to)) {
      return 0;
    }
    if (plus(page, from)) {
      boolean known = CallingCodes.valid(digits);
      return known ? Scores.TOLD : digits.length() >= 10 && digits.length() <= 13 ? Scores.WEAK : 0;
    }
    int start = start(page, from);
    long told = page.cues().nearest(Cue.PHONE.bit() | CLASH, start, REACH);
    boolean phone = (told & Cue.PHONE.bit()) != 0;
    int cue = lastCue(page, start);
    if (told != 0 && !phone && start - cue <= CLASH_REACH && !numbers.between(cue, start)) {
      return 0;
    }
    if (page.at(numbers.end(to) + 1) == '(') {
      phone |= page.cues().after(Cue.PHONE.bit(), numbers.end(to), 4);
    }
    double form = form(page, from, to, digits);
    if (form == 0 || (!phone && numbers.link(to) != Numbers.NONE && form < Scores.FORM)) {
      return phone && close(page, start) && loose(numbers, from, to, digits) ? Scores.LIKELY : 0;
    }
    return phone ? Scores.TOLD : form == NAMED ? 0 : form;
  }

  /** Counts with a word for telephones only. */
  private static final double NAMED = 0.1;

  private static int lastCue(Page page, int start) {
    int cue = page.cues().before(Cue.PHONE.bit() | CLASH, start, REACH);
    return cue < 0 ? start : page.cues().end(cue);
  }

  private static boolean close(Page page, int start) {
    return page.cues().before(Cue.PHONE.bit(), start, CLOSE) >= 0;
  }

  private static boolean loose(Numbers numbers, int from, int to, String digits) {
    boolean pieces = to > from || digits.length() >= 9;
    return pieces
        && to - from < 5
        && digits.length() >= 8
        && digits.length() <= 13
        && numbers.link(to) == Numbers.NONE;
  }

  /** How much a grouping alone tells. */
  private static double form(Page page, int from, int to, String digits) {
    var numbers = page.numbers();
    var shape = numbers.shape(from, to);
    char first = digits.charAt(0);
    if (digits.startsWith("00") && CallingCodes.valid(digits.substring(2))) {
      return to > from ? Scores.LIKELY : NAMED;
    }
    double american = american(page, from, to, digits, shape);
    if (american > 0) {
      return american;
    }
    if (bracket(page, from)) {
      return digits.length() >= 8 && digits.length() <= 12 ? Scores.FORM : 0;
    }
    if (first == '0') {
      return trunk(numbers, from, to, digits, shape);
    }
    if ((first == '8' || first == '7') && digits.length() == 11) {
      boolean russian = shape.startsWith("1-3-3") || shape.equals("1-10");
      return !russian ? NAMED : numbers.link(from) == Numbers.BRACKET ? Scores.FORM : Scores.LIKELY;
    }
    return national(digits, shape);
  }

  private static double national(String digits, String shape) {
    char first = digits.charAt(0);
    return switch (digits.length()) {
      case 7 -> shape.equals("3-4") || shape.equals("3-2-2") ? NAMED : 0;
      case 8 -> EIGHT.contains(shape) ? NAMED : 0;
      case 9 -> NINE.contains(shape) ? NAMED : 0;
      case 10 -> {
        boolean indian = shape.equals("5-5") && first >= '6';
        boolean grouped =
            shape.equals("2-4-4")
                || shape.equals("3-3-2-2")
                || shape.equals("3-7")
                || shape.equals("4-3-3")
                || shape.equals("2-8")
                || shape.equals("2-2-2-2-2");
        yield indian ? Scores.LIKELY : grouped || (shape.equals("10") && first > '1') ? NAMED : 0;
      }
      case 11 -> {
        boolean chinese = first == '1' && digits.charAt(1) >= '3';
        boolean brazilian = shape.equals("2-5-4") && digits.charAt(2) == '9';
        yield (chinese && shape.equals("3-4-4")) || brazilian
            ? Scores.LIKELY
            : (chinese && shape.equals("11")) || shape.equals("3-8") || shape.equals("2-9")
                ? NAMED
                : 0;
      }
      default -> 0;
    };
  }

  /** Numbers of North America: area, exchange, line; a 1 or a foreign prefix may stand in front. */
  private static double american(Page page, int from, int to, String digits, String shape) {
    var numbers = page.numbers();
    int area = from;
    if ((shape.equals("1-3-3-4") && digits.charAt(0) == '1')
        || (shape.equals("3-3-3-4") && digits.startsWith("001"))) {
      area = from + 1;
    } else if (shape.equals("11") && digits.charAt(0) == '1') {
      return NAMED;
    } else if (!shape.equals("3-3-4")) {
      return 0;
    }
    char link = numbers.link(area, to);
    char first = page.at(numbers.start(area));
    char exchange = page.at(numbers.start(area + 1));
    boolean valid = first >= '2' && exchange >= '2';
    boolean bracketed = page.at(numbers.end(area)) == ')';
    if (area > from) {
      return valid || bracketed ? Scores.FORM : Scores.LIKELY;
    }
    if (bracketed) {
      return Scores.FORM;
    }
    if (first == '0' && link == ' ') {
      // As written in Britain as well.
      return Scores.LIKELY;
    }
    if (link == '-' || link == '.') {
      return valid ? Scores.FORM : Scores.LIKELY;
    }
    return valid ? Scores.LIKELY : Scores.RESERVED;
  }

  /** Numbers that begin with the 0 of long-distance calls. */
  private static double trunk(Numbers numbers, int from, int to, String digits, String shape) {
    int length = digits.length();
    if (length < 8 || length > 12 || digits.charAt(1) == '0') {
      return length >= 9 && length <= 12 ? NAMED : 0;
    }
    if (from == to) {
      return length == 10 || length == 11 ? NAMED : 0;
    }
    if (shape.equals("2-2-2-2-2")) {
      // One more pair makes it a list of small numbers.
      boolean list = numbers.link(to) == ' ' && numbers.length(to + 1) == 2;
      return list || numbers.link(from, to) == '/' ? 0 : Scores.FORM;
    }
    int first = numbers.length(from);
    boolean usual = (length >= 10 && (length < 12 || to == from + 1)) && first >= 2 && first <= 5;
    boolean bracketed = numbers.link(from) == Numbers.BRACKET;
    return bracketed ? Scores.FORM : usual && numbers.link(from, to) != '.' ? Scores.LIKELY : NAMED;
  }

  /** Whether the first groups are a date, or all of them an address of the internet. */
  private static boolean date(Page page, int from, int to) {
    var numbers = page.numbers();
    if (to < from + 2 || numbers.link(from) == Numbers.BRACKET) {
      return false;
    }
    int a = value(page, from);
    int b = value(page, from + 1);
    int c = value(page, from + 2);
    var shape = numbers.shape(from, from + 2);
    if (shape.startsWith("4-") && shape.length() == 5 && numbers.link(from) != ' ') {
      return a >= 1800 && a < 2200 && Checks.day(b, c);
    }
    boolean year = numbers.length(from + 2) == 4 && c >= 1800 && c < 2200;
    if (year && numbers.length(from) <= 2 && numbers.length(from + 1) <= 2) {
      return Checks.day(a, b) || Checks.day(b, a);
    }
    boolean dots = numbers.link(from, to) == '.' && to == from + 3;
    return dots && a <= 255 && b <= 255 && c <= 255 && value(page, to) <= 255;
  }

  private static int value(Page page, int group) {
    int start = page.numbers().start(group);
    int end = Math.min(page.numbers().end(group), start + 9);
    return Integer.parseInt(page.folded(), start, end, 10);
  }

  private static int extension(Page page, int end) {
    int at = end;
    while (page.at(at) == ' ' || (page.at(at) == ',' && page.at(at + 1) == ' ')) {
      at++;
    }
    int word = at;
    for (var mark : new String[] {"extension", "ext.", "ext", "x", "durchwahl", "poste", "доб."}) {
      if (page.folded().startsWith(mark, at)) {
        word = at + mark.length();
        break;
      }
    }
    if (word == at) {
      return end;
    }
    while (page.at(word) == ' ' || page.at(word) == ':' || page.at(word) == '.') {
      word++;
    }
    int last = word;
    while (last - word < 7 && Chars.digit(page.at(last))) {
      last++;
    }
    return last > word && last - word < 7 && Chars.closes(page.text(), last) ? last : end;
  }
}
