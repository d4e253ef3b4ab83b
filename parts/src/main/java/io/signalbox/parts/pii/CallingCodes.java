package io.signalbox.parts.pii;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Country codes of telephone numbers (ITU-T E.164), with the lengths of what follows them. */
final class CallingCodes {
  /** The shortest and the longest number of a country. */
  private record Lengths(int least, int most) {}

  private static final Lengths OTHERS = new Lengths(6, 10);

  /** Codes of one or two digits; those of three begin otherwise and are {@link #OTHERS}. */
  private static final Map<String, Lengths> CODES =
      Arrays.stream(
              ("1:10 7:10 20:8-10 27:9 30:10 31:9 32:8-9 33:9 34:9 36:8-9 39:6-11 40:9 41:9 43:6-13"
                      + " 44:9-10 45:8 46:7-10 47:8 48:9 49:6-12 51:8-9 52:10-11 53:8 54:10-11"
                      + " 55:10-11 56:9 57:8-10 58:10 60:8-10 61:9 62:8-12 63:8-10 64:8-10 65:8"
                      + " 66:8-9 81:9-10 82:8-10 84:9-10 86:10-11 90:10 91:10 92:9-10 93:9 94:9"
                      + " 95:8-10 98:10")
                  .split(" ", -1))
          .map(entry -> entry.split("[:-]", -1))
          .collect(
              Collectors.toUnmodifiableMap(
                  entry -> entry[0],
                  entry ->
                      new Lengths(
                          Integer.parseInt(entry[1]), Integer.parseInt(entry[entry.length - 1]))));

  private CallingCodes() {}

  /** Whether digits are a country's code and a number of that country. */
  static boolean valid(String digits) {
    if (digits.length() < 8 || digits.charAt(0) == '0') {
      return false;
    }
    for (int code = 1; code <= 2; code++) {
      var lengths = CODES.get(digits.substring(0, code));
      if (lengths != null) {
        int length = digits.length() - code;
        // The 0 of long-distance calls is often written in brackets.
        boolean trunk = digits.charAt(code) == '0' && length - 1 <= lengths.most;
        return length >= lengths.least && (length <= lengths.most || trunk);
      }
    }
    int length = digits.length() - 3;
    return length >= OTHERS.least && length <= OTHERS.most;
  }
}
