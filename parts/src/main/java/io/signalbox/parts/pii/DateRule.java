package io.signalbox.parts.pii;

import java.util.HashMap;
import java.util.Map;

/** Dates, in digits and with the months of eleven languages; those of birth by the words around. */
final class DateRule implements Rule {
  private static final int REACH = 36;
  private static final int FIRST_YEAR = 1850;
  private static final int LAST_YEAR = 2150;

  /** The months of each language, January first. */
  private static final String[] NAMES = {
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jän febr mrz apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
  };

  private final Map<String, Integer> months = new HashMap<>();

  DateRule() {
    for (var names : NAMES) {
      var words = names.split(" ", -1);
      for (int i = 0; i < words.length; i++) {
        months.put(words[i], i + 1);
      }
    }
  }

  @Override
  public void scan(Page page, Sink sink) {
    var numbers = page.numbers();
    int done = 0;
    for (int i = 0; i < numbers.count(); i++) {
      if (numbers.start(i) < done) {
        continue;
      }
      int start = numbers.start(i);
      int end = numeric(page, i);
      if (end < 0) {
        end = cjk(page, i);
      }
      if (end < 0) {
        end = dayFirst(page, i);
      }
      if (end < 0) {
        int month = wordBefore(page, start);
        end = month < 0 ? -1 : monthFirst(page, i);
        start = month < 0 ? start : month;
      }
      if (end > 0) {
        found(page, start, end, sink);
        done = end;
      }
    }
  }

  private static void found(Page page, int start, int end, Sink sink) {
    long other = Cue.bits(Cue.BIRTH, Cue.VERSION);
    boolean born =
        (page.cues().nearest(other, start, REACH) & Cue.BIRTH.bit()) != 0
            && !page.numbers().between(cueEnd(page, start), start);
    if (born || page.cues().after(Cue.BIRTH.bit(), end, 3)) {
      sink.found(PiiType.DATE_OF_BIRTH, start, end, Scores.TOLD);
    } else {
      sink.found(PiiType.DATE_TIME, start, time(page, end), Scores.LIKELY);
    }
  }

  private static int cueEnd(Page page, int start) {
    int cue = page.cues().before(Cue.BIRTH.bit(), start, REACH);
    return cue < 0 ? start : page.cues().end(cue);
  }

  /** The end of a date in digits that begins with a group; -1 where none does. */
  static int numeric(Page page, int group) {
    var numbers = page.numbers();
    if (group + 2 >= numbers.count()) {
      return -1;
    }
    char link = numbers.link(group);
    if ("-/.".indexOf(link) < 0
        || link == Numbers.NONE
        || numbers.link(group + 1) != link
        || !numbers.tight(group)
        || !numbers.tight(group + 1)) {
      return -1;
    }
    int last = group + 2;
    int end = numbers.end(last);
    boolean opens = Chars.opens(page.text(), numbers.start(group));
    char before = page.at(numbers.start(group) - 1);
    char after = page.at(end);
    boolean closes = Chars.closes(page.text(), end) || after == 't' || after == '_';
    boolean longer = numbers.link(last) == link && numbers.tight(last);
    if (!opens || !closes || longer || before == link || before == '.' || before == '$') {
      return -1;
    }
    return valid(page, group, link) ? end : -1;
  }

  private static boolean valid(Page page, int group, char link) {
    var numbers = page.numbers();
    int a = numbers.length(group);
    int b = numbers.length(group + 1);
    int c = numbers.length(group + 2);
    if (b > 2 || a > 4 || c > 4) {
      return false;
    }
    int first = value(page, group);
    int second = value(page, group + 1);
    int third = value(page, group + 2);
    if (a == 4 && c <= 2) {
      return year(first) && Checks.day(second, third);
    }
    if (a > 2 || (c != 4 && (c != 2 || (link == '.' && (a != 2 || b != 2))))) {
      return false;
    }
    return (c == 2 || year(third)) && (Checks.day(first, second) || Checks.day(second, first));
  }

  private static boolean year(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  private static int value(Page page, int group) {
    return Integer.parseInt(
        page.folded(), page.numbers().start(group), page.numbers().end(group), 10);
  }

  /** Dates with the signs for year, month and day. */
  private static int cjk(Page page, int group) {
    var numbers = page.numbers();
    int at = numbers.end(group);
    if (numbers.length(group) == 4 && (page.at(at) == '年' || page.at(at) == '년')) {
      int month = next(page, at + 1);
      if (month < 0 || "月월".indexOf(page.at(numbers.end(month))) < 0) {
        return at + 1;
      }
      group = month;
      at = numbers.end(month);
    }
    if (at == 0 || "月월".indexOf(page.at(at)) < 0 || page.at(at) == 0) {
      return -1;
    }
    int day = next(page, at + 1);
    return day >= 0 && "日일号".indexOf(page.at(numbers.end(day))) >= 0
        ? numbers.end(day) + 1
        : at + 1;
  }

  /** The group that begins at an offset, a blank aside; -1 for none. */
  private static int next(Page page, int offset) {
    int at = page.at(offset) == ' ' ? offset + 1 : offset;
    int group = page.numbers().from(at);
    return group < page.numbers().count()
            && page.numbers().start(group) == at
            && page.numbers().length(group) <= 4
        ? group
        : -1;
  }

  /** {@code 12 March 1990}, {@code 6th of September}, {@code 5-dec-57}. */
  private int dayFirst(Page page, int group) {
    var numbers = page.numbers();
    if (numbers.length(group) > 2 || !Chars.opens(page.text(), numbers.start(group))) {
      return -1;
    }
    int day = value(page, group);
    if (day < 1 || day > 31) {
      return -1;
    }
    int at = ordinal(page, numbers.end(group));
    at = skip(page, at, " .-/", 2);
    for (var link : new String[] {"of ", "de ", "di "}) {
      if (page.folded().startsWith(link, at)) {
        at += 3;
      }
    }
    int word = wordEnd(page, at);
    if (!months.containsKey(page.folded().substring(at, word))) {
      return -1;
    }
    int year = year(page, word);
    return year > 0 ? year : word;
  }

  private static int ordinal(Page page, int end) {
    for (var suffix : new String[] {"st", "nd", "rd", "th", "er", "º"}) {
      if (page.folded().startsWith(suffix, end)) {
        return end + suffix.length();
      }
    }
    return end;
  }

  private static int skip(Page page, int from, String signs, int most) {
    int at = from;
    while (at - from < most && at < page.length() && signs.indexOf(page.at(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** The end of a year behind a month or a day; -1 for none. */
  private static int year(Page page, int from) {
    int at = skip(page, from, " .,-/'", 2);
    for (var link : new String[] {"de ", "del ", "do "}) {
      if (page.folded().startsWith(link, at)) {
        at += link.length();
      }
    }
    int group = page.numbers().from(at);
    if (at == from || group >= page.numbers().count() || page.numbers().start(group) != at) {
      return -1;
    }
    int length = page.numbers().length(group);
    int end = page.numbers().end(group);
    boolean short2 = length == 2 && page.at(from) == '-';
    boolean closes = Chars.closes(page.text(), end) && page.at(end) != ':';
    return closes && (short2 || (length == 4 && year(value(page, group)))) ? end : -1;
  }

  private static int wordEnd(Page page, int from) {
    int end = from;
    while (end < page.length() && end - from < 14 && Character.isLetter(page.at(end))) {
      end++;
    }
    return end;
  }

  /** Where the month begins that stands in front of an offset; -1 for none. */
  private int wordBefore(Page page, int offset) {
    int end = offset;
    while (end > 0 && offset - end < 2 && " .-".indexOf(page.at(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < 14 && Character.isLetter(page.at(start - 1))) {
      start--;
    }
    boolean month = end < offset && months.containsKey(page.folded().substring(start, end));
    return month ? start : -1;
  }

  /** {@code March 12th, 1990}, {@code October 1991}; the month is known. */
  private static int monthFirst(Page page, int group) {
    var numbers = page.numbers();
    int end = numbers.end(group);
    if (numbers.length(group) == 4) {
      return year(value(page, group)) && Chars.closes(page.text(), end) ? end : -1;
    }
    if (numbers.length(group) > 2 || value(page, group) < 1 || value(page, group) > 31) {
      return -1;
    }
    int day = ordinal(page, end);
    boolean decimal = page.at(day) == '.' && Chars.digit(page.at(day + 1));
    if (decimal || !Chars.closes(page.text(), day)) {
      return -1;
    }
    int year = year(page, day);
    return year > 0 ? year : day;
  }

  /** The end of a time behind a date; the date's own where there is none. */
  private static int time(Page page, int date) {
    int at = date;
    if (page.at(at) == ',') {
      at++;
    }
    if (page.at(at) == 't') {
      at++;
    } else {
      at = skip(page, at, " ", 1);
      at = page.folded().startsWith("at ", at) ? at + 3 : at;
    }
    int group = page.numbers().from(at);
    var numbers = page.numbers();
    if (at == date || group + 1 >= numbers.count() || numbers.start(group) != at) {
      return date;
    }
    int end = date;
    while (numbers.length(group) <= 9
        && group + 1 < numbers.count()
        && page.at(numbers.end(group)) == ':'
        && numbers.start(group + 1) == numbers.end(group) + 1) {
      group++;
      end = numbers.end(group);
    }
    if (end == date) {
      return date;
    }
    if (page.at(end) == '.' && Chars.digit(page.at(end + 1))) {
      end = numbers.end(group + 1);
    }
    return page.at(end) == 'z' && Chars.closes(page.text(), end + 1) ? end + 1 : zone(page, end);
  }

  private static int zone(Page page, int end) {
    boolean sign = page.at(end) == '+' || page.at(end) == '-';
    boolean form =
        sign
            && Chars.digit(page.at(end + 1))
            && Chars.digit(page.at(end + 2))
            && page.at(end + 3) == ':'
            && Chars.digit(page.at(end + 5));
    return form ? end + 6 : end;
  }
}
