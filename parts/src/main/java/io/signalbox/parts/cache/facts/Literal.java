package io.signalbox.parts.cache.facts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What digits and the marks between them say: a number, a date, a time of day, a version. */
final class Literal {
  private static final int LONGEST = 15;
  private static final Quantity.Unit CLOCK = new Quantity.Unit("oclock", 60);

  private Literal() {}

  /** All that a literal says. */
  static List<Quantity> read(String text) {
    var date = date(text);
    if (date != null) {
      return date;
    }
    if (text.indexOf(':') >= 0) {
      return time(text);
    }
    if (text.indexOf('/') >= 0) {
      return slashed(text.split("/", -1));
    }
    return List.of(bare(value(text)));
  }

  private static Quantity bare(double value) {
    return new Quantity(value, null, value != 1);
  }

  private static @Nullable List<Quantity> date(String text) {
    var parts = text.split("[-./]", -1);
    if (parts.length != 3 || text.indexOf(':') >= 0 || text.indexOf(',') >= 0) {
      return null;
    }
    if (parts[0].length() == 4 && parts[1].length() <= 2) {
      return date(parts[0], parts[1], parts[2]);
    }
    if (parts[2].length() != 4) {
      return null;
    }
    double second = value(parts[1]);
    if (text.indexOf('.') > 0 || value(parts[0]) > 12) {
      return date(parts[2], parts[1], parts[0]);
    }
    return second > 12
        ? date(parts[2], parts[0], parts[1])
        : List.of(bare(value(parts[0])), bare(second), bare(value(parts[2])));
  }

  private static List<Quantity> date(String year, String month, String day) {
    return List.of(
        new Quantity(value(year), null, true),
        new Quantity(value(month), Quantity.Unit.MONTH, true),
        new Quantity(value(day), null, true));
  }

  private static List<Quantity> time(String text) {
    var parts = text.split(":", -1);
    if (parts.length == 2 && parts[1].length() == 2 && parts[0].length() <= 2) {
      return List.of(new Quantity(value(parts[0]) + value(parts[1]) / 60, CLOCK, true));
    }
    return all(parts);
  }

  private static List<Quantity> slashed(String[] parts) {
    if (parts.length == 2 && parts[1].length() <= 3) {
      double above = value(parts[0]);
      double below = value(parts[1]);
      if (above < below) {
        return List.of(bare(above / below));
      }
    }
    return all(parts);
  }

  private static List<Quantity> all(String[] parts) {
    return java.util.Arrays.stream(parts)
        .filter(part -> !part.isEmpty())
        .map(part -> bare(value(part)))
        .toList();
  }

  /** Whether it is digits, one point and digits. */
  static boolean pointed(String text) {
    int point = text.indexOf('.');
    return point > 0 && point == text.lastIndexOf('.') && text.indexOf(',') < 0;
  }

  /** The value of a number with points, commas or apostrophes. */
  static double value(String text) {
    int separators = 0;
    for (int i = 0; i < text.length(); i++) {
      separators += Character.isDigit(text.charAt(i)) ? 0 : 1;
    }
    if (text.length() - separators > LONGEST || separators > 4) {
      return 1e15 + text.hashCode();
    }
    if (separators == 0) {
      return Double.parseDouble(text);
    }
    if (grouped(text)) {
      return Double.parseDouble(text.replaceAll("[.,']", ""));
    }
    int last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
    if (last < 0 || (separators > 1 && !grouped(text.substring(0, last)))) {
      // 2.11.3: a version.
      return 1e15 + text.hashCode();
    }
    return Double.parseDouble(
        text.substring(0, last).replaceAll("[.,']", "")
            + "."
            + text.substring(last + 1).replace("'", ""));
  }

  /** Whether the separators stand between thousands. */
  private static boolean grouped(String text) {
    int at = 0;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == 0 || at > 3 || at == text.length() || text.charAt(0) == '0') {
      return at == text.length() && at > 0;
    }
    char separator = text.charAt(at);
    if ((text.length() - at) % 4 != 0) {
      return false;
    }
    for (int i = at; i < text.length(); i++) {
      boolean place = (i - at) % 4 == 0;
      if (place != !Character.isDigit(text.charAt(i)) || (place && text.charAt(i) != separator)) {
        return false;
      }
    }
    // 2.125 is two and an eighth, 2.000 is two thousand.
    return separator != '.' || text.length() - at > 4 || text.endsWith("000");
  }
}
