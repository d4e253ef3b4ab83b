package io.signalbox.parts.pii;

import java.util.Locale;

/** National numbers that hold letters; most are unmistakable. */
final class LetteredIdRule implements Rule {
  private static final int REACH = 48;
  private static final int LONGEST = 18;
  private static final int MOST_WORDS = 6;
  private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final String CENTURIES = "+-ABCDEFYXWVU";
  private static final int[] ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  @Override
  public void scan(Page page, Sink sink) {
    var text = page.text();
    int at = 0;
    while (at < text.length()) {
      if (!Chars.alphanumeric(page.at(at)) || !Chars.opens(text, at)) {
        at++;
        continue;
      }
      int end = wordEnd(page, at);
      // Numbers in pieces begin with digits or with two letters.
      boolean begins = end - at <= 2 || Labels.digits(page, at, Math.min(end, at + LONGEST)) > 0;
      at = begins ? Math.max(read(page, at, sink), end) : end;
    }
  }

  private static int wordEnd(Page page, int from) {
    int end = from;
    while (Chars.alphanumeric(page.at(end))) {
      end++;
    }
    return end;
  }

  /** Joins words with one separator between, as long as they could be one number. */
  private static int read(Page page, int start, Sink sink) {
    var joined = new StringBuilder();
    int at = start;
    int found = -1;
    for (int words = 0; words < MOST_WORDS; words++) {
      int end = wordEnd(page, at);
      if (end == at || end - at > LONGEST || joined.length() + end - at > LONGEST) {
        break;
      }
      joined.append(page.text(), at, end);
      if (joined.length() >= 8 && Chars.closes(page.text(), end) && mixed(joined)) {
        char after = page.at(end);
        boolean hangs = (after == '-' || after == '.') && Chars.alphanumeric(page.at(end + 1));
        double score = hangs ? 0 : score(page, joined.toString(), start, end);
        if (score > 0) {
          sink.found(PiiType.NATIONAL_ID, start, end, score);
          found = end;
        }
      }
      char separator = page.at(end);
      if (separator != ' ' && separator != '-' && separator != '.' && separator != '+') {
        break;
      }
      at = end + 1;
    }
    return found;
  }

  private static boolean mixed(CharSequence value) {
    long digits = value.chars().filter(c -> Chars.digit((char) c)).count();
    return digits >= 4;
  }

  private static double score(Page page, String value, int start, int end) {
    var id = value.toUpperCase(Locale.ROOT);
    boolean pieces = end - start > value.length();
    return switch (id.length()) {
      case 8, 9 -> shortId(page, id, start, end, pieces);
      case 10 -> pieces ? hetu(page, id, start, end) : pan(page, id, start, end);
      case 12 -> letters(id, 8, 9) && NationalChecks.rentenversicherung(id) ? Scores.PROVEN : 0;
      case 16 -> codice(id) ? Scores.PROVEN : 0;
      case 18 ->
          curp(id)
              ? Scores.TOLD
              : resident(id)
                  ? told(page, Cue.RESIDENT, start, end) ? Scores.PROVEN : Scores.TOLD
                  : 0;
      default -> 0;
    };
  }

  private static boolean told(Page page, Cue cue, int start, int end) {
    return page.cues().near(cue.bit() | Cue.ID.bit(), start, end, REACH);
  }

  private static double shortId(Page page, String id, int start, int end, boolean pieces) {
    if (id.length() == 9 && nino(id)) {
      boolean told = told(page, Cue.NINO, start, end);
      return told ? Scores.PROVEN : Scores.FORM;
    }
    if (id.length() == 9 && letters(id, 8, 9) && NationalChecks.nric(id)) {
      return told(page, Cue.NRIC, start, end) ? Scores.PROVEN : Scores.LIKELY;
    }
    if (id.length() == 9 && dni(id)) {
      return told(page, Cue.DNI, start, end) ? Scores.PROVEN : Scores.FORM;
    }
    return pieces && rut(page, id, start, end) ? rutScore(page, start, end) : 0;
  }

  private static boolean rut(Page page, String id, int start, int end) {
    boolean form = page.at(end - 2) == '-' && page.at(start + id.length() - 7) == '.';
    return form && digits(id, 0, id.length() - 1) && NationalChecks.rut(id);
  }

  private static double rutScore(Page page, int start, int end) {
    return told(page, Cue.RUT, start, end) ? Scores.PROVEN : Scores.FORM;
  }

  static boolean nino(String id) {
    return letters(id, 0, 2)
        && digits(id, 2, 8)
        && id.charAt(8) >= 'A'
        && id.charAt(8) <= 'D'
        && "DFIQUV".indexOf(id.charAt(0)) < 0
        && "DFIOQUV".indexOf(id.charAt(1)) < 0
        && !"BG GB KN NK NT TN ZZ".contains(id.substring(0, 2));
  }

  static boolean dni(String id) {
    int foreign = "XYZ".indexOf(id.charAt(0));
    if (!digits(id, 1, 8) || (foreign < 0 && !digits(id, 0, 1))) {
      return false;
    }
    int number =
        Integer.parseInt((foreign < 0 ? id.substring(0, 1) : foreign) + id.substring(1, 8));
    return DNI.charAt(number % 23) == id.charAt(8);
  }

  static boolean codice(String id) {
    if (!letters(id, 0, 6) || !letters(id, 8, 9) || !letters(id, 11, 12) || !letters(id, 15, 16)) {
      return false;
    }
    if ("ABCDEHLMPRST".indexOf(id.charAt(8)) < 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = id.charAt(i);
      int value = Chars.digit(c) ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ODD[value] : value;
    }
    return 'A' + sum % 26 == id.charAt(15);
  }

  static boolean pan(String id) {
    return letters(id, 0, 5)
        && digits(id, 5, 9)
        && letters(id, 9, 10)
        && "ABCFGHJLPT".indexOf(id.charAt(3)) >= 0;
  }

  private static double pan(Page page, String id, int start, int end) {
    if (!pan(id)) {
      return 0;
    }
    boolean capitals = id.equals(page.text().substring(start, end));
    return told(page, Cue.PAN, start, end)
        ? Scores.TOLD
        : capitals && id.charAt(3) == 'P' ? Scores.LIKELY : 0;
  }

  /** A Finnish number, whose separator tells the century and is not among the joined letters. */
  private static double hetu(Page page, String id, int start, int end) {
    if (end - start != 11
        || CENTURIES.indexOf(page.at(start + 6)) < 0
        || !digits(id, 0, 9)
        || !Checks.day(Checks.number(id, 2, 4), Checks.number(id, 0, 2))) {
      return 0;
    }
    int number = Integer.parseInt(id.substring(0, 9));
    return HETU.charAt(number % 31) == id.charAt(9)
        ? told(page, Cue.HETU, start, end) ? Scores.PROVEN : Scores.FORM
        : 0;
  }

  static boolean resident(String id) {
    return digits(id, 0, 17)
        && (Chars.digit(id.charAt(17)) || id.charAt(17) == 'X')
        && NationalChecks.resident(id);
  }

  static boolean curp(String id) {
    return letters(id, 0, 4)
        && digits(id, 4, 10)
        && "HMX".indexOf(id.charAt(10)) >= 0
        && letters(id, 11, 16)
        && digits(id, 17, 18)
        && Checks.date(id.substring(4, 10), 0);
  }

  private static boolean letters(String id, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Chars.latin(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean digits(String id, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Chars.digit(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
