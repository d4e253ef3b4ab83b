package io.signalbox.parts.pii;

/** The written form of version 6 of the internet protocol (RFC 4291, 2.2). */
final class InternetAddress {
  private static final int GROUPS = 8;

  private InternetAddress() {}

  /** Whether lower-case hexadecimal digits, colons and dots are an address. */
  static boolean v6(String run) {
    int gap = run.indexOf("::");
    if (gap < 0) {
      return groups(run) == GROUPS;
    }
    if (run.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int left = gap == 0 ? 0 : groups(run.substring(0, gap));
    int right = gap + 2 == run.length() ? 0 : groups(run.substring(gap + 2));
    return left >= 0 && right >= 0 && left + right < GROUPS;
  }

  /** How many groups of 16 bits; -1 where something is none. */
  private static int groups(String part) {
    var pieces = part.split(":", -1);
    int groups = 0;
    for (int i = 0; i < pieces.length; i++) {
      var piece = pieces[i];
      if (piece.indexOf('.') >= 0) {
        if (i != pieces.length - 1 || !v4(piece)) {
          return -1;
        }
        groups += 2;
      } else if (piece.isEmpty() || piece.length() > 4) {
        return -1;
      } else {
        groups++;
      }
    }
    return groups;
  }

  private static boolean v4(String part) {
    var octets = part.split("\\.", -1);
    if (octets.length != 4) {
      return false;
    }
    for (var octet : octets) {
      boolean digits = !octet.isEmpty() && octet.chars().allMatch(c -> Chars.digit((char) c));
      if (!digits || octet.length() > 3 || Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return true;
  }
}
