package io.signalbox.parts.pii;

/** IP addresses (RFC 4291, 5952, 6874) and MAC addresses (IEEE 802). */
final class NetworkRule implements Rule {
  private static final int REACH = 24;
  private static final int CLOSE = 6;
  private static final int LONGEST_V6 = 45;
  private static final int SHORTEST_ZONE = 1;
  private static final int LONGEST_ZONE = 16;

  @Override
  public void scan(Page page, Sink sink) {
    fours(page, sink);
    colons(page, sink);
    hexGroups(page, sink);
  }

  private static void fours(Page page, Sink sink) {
    var numbers = page.numbers();
    for (int i = 0; i + 3 < numbers.count(); i++) {
      if (!dotted(numbers, i)) {
        continue;
      }
      int start = numbers.start(i);
      int end = numbers.end(i + 3);
      if (octets(page, i) && alone(page, start, end)) {
        sink.found(PiiType.IP_ADDRESS, start, end, score4(page, i, start, end));
      }
      i += 2;
    }
  }

  private static boolean dotted(Numbers numbers, int i) {
    for (int j = i; j < i + 3; j++) {
      if (numbers.link(j) != '.' || !numbers.tight(j)) {
        return false;
      }
    }
    return true;
  }

  private static boolean octets(Page page, int from) {
    for (int i = from; i <= from + 3; i++) {
      if (!octet(page.folded(), page.numbers().start(i), page.numbers().end(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean octet(String text, int start, int end) {
    return end - start <= 3
        && (end - start == 1 || text.charAt(start) != '0')
        && Integer.parseInt(text, start, end, 10) <= 255;
  }

  private static boolean alone(Page page, int start, int end) {
    char before = page.at(start - 1);
    boolean opens = Chars.opens(page.text(), start) && before != '.' && before != '-';
    boolean versioned =
        before == 'v' && !(start >= 2 && Character.isLetterOrDigit(page.at(start - 2)));
    boolean longer = page.at(end) == '.' && Chars.digit(page.at(end + 1));
    boolean closes = Chars.closes(page.text(), end) && !longer && page.at(end) != '-';
    return opens && !versioned && closes;
  }

  private static double score4(Page page, int group, int start, int end) {
    var numbers = page.numbers();
    int first = octet(page, numbers, group);
    long told = page.cues().nearest(Cue.bits(Cue.IP, Cue.VERSION), start, REACH);
    boolean version = (told & Cue.VERSION.bit()) != 0 || pinned(page, start);
    if (version && (told & Cue.IP.bit()) == 0) {
      return Scores.PLACEHOLDER;
    }
    if (first == 0 || first == 127 || first == 255) {
      return Scores.PLACEHOLDER;
    }
    boolean small = true;
    for (int i = group; i <= group + 3; i++) {
      small &= octet(page, numbers, i) < 20;
    }
    if (small && told == 0 && page.at(end) != ':' && page.at(end) != '/') {
      return Scores.WEAK;
    }
    int second = octet(page, numbers, group + 1);
    boolean local =
        first == 10
            || (first == 192 && second == 168)
            || (first == 172 && second >= 16 && second < 32)
            || (first == 169 && second == 254);
    return local ? Scores.RESERVED : Scores.PROVEN;
  }

  /** Whether it is the version that a package is held to, as in {@code name==1.2.3.4}. */
  private static boolean pinned(Page page, int start) {
    return page.at(start - 1) == '='
        && page.at(start - 2) == '='
        && Character.isLetterOrDigit(page.at(start - 3));
  }

  private static int octet(Page page, Numbers numbers, int group) {
    return Integer.parseInt(page.folded(), numbers.start(group), numbers.end(group), 10);
  }

  /** Runs of hexadecimal digits, colons and dots with two colons at least. */
  private static void colons(Page page, Sink sink) {
    var text = page.folded();
    int at = text.indexOf(':');
    int done = 0;
    while (at >= 0) {
      int start = at;
      while (start > done && Chars.hex(text.charAt(start - 1))) {
        start--;
      }
      int end = at;
      while (end < text.length()
          && (Chars.hex(text.charAt(end)) || ":.".indexOf(text.charAt(end)) >= 0)) {
        end++;
      }
      done = end;
      colonRun(page, start, end, sink);
      at = text.indexOf(':', Math.max(end, at + 1));
    }
  }

  private static void colonRun(Page page, int from, int to, Sink sink) {
    var text = page.folded();
    int end = to;
    while (end > from
        && (text.charAt(end - 1) == '.'
            || (text.charAt(end - 1) == ':'
                && !(end - from >= 2 && text.charAt(end - 2) == ':')))) {
      end--;
    }
    int start = from;
    // A label's colon, such as ip:2001:db8::1.
    if (start < end && text.charAt(start) == ':' && !text.startsWith("::", start)) {
      start++;
    }
    if (end - start > LONGEST_V6
        || end - start < 3
        || !Chars.opens(page.text(), start)
        || !Chars.closes(page.text(), end)) {
      return;
    }
    var run = text.substring(start, end);
    if (mac(run, ':')) {
      sink.found(PiiType.MAC_ADDRESS, start, end, macScore(run));
    } else if (InternetAddress.v6(run)) {
      double score = score6(page, run, start);
      sink.found(PiiType.IP_ADDRESS, start, zone(text, end), score);
    }
  }

  private static int zone(String text, int end) {
    if (end >= text.length() || text.charAt(end) != '%') {
      return end;
    }
    int zone = end + 1;
    while (zone < text.length()
        && zone - end <= LONGEST_ZONE
        && Chars.alphanumeric(text.charAt(zone))) {
      zone++;
    }
    return zone - end > SHORTEST_ZONE ? zone : end;
  }

  private static double score6(Page page, String run, int start) {
    boolean told = page.cues().before(Cue.IP.bit(), start, REACH) >= 0;
    if (run.equals("::1") || run.equals("::")) {
      return told ? Scores.PLACEHOLDER : 0;
    }
    boolean digits = run.chars().anyMatch(c -> Chars.digit((char) c));
    long colons = run.chars().filter(c -> c == ':').count();
    if (!told && (!digits || colons < 3)) {
      return Scores.PLACEHOLDER;
    }
    return run.startsWith("2001:db8:") || run.startsWith("fe80:") || run.startsWith("fd")
        ? told ? Scores.TOLD : Scores.LIKELY
        : Scores.PROVEN;
  }

  private static boolean mac(String run, char separator) {
    if (run.length() != 17) {
      return false;
    }
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      if (i % 3 == 2 ? c != separator : !Chars.hex(c)) {
        return false;
      }
    }
    return true;
  }

  private static double macScore(String run) {
    boolean nothing = run.chars().allMatch(c -> c == '0' || c == ':' || c == '-' || c == '.');
    boolean all = run.chars().allMatch(c -> c == 'f' || c == ':' || c == '-' || c == '.');
    return nothing || all ? Scores.PLACEHOLDER : Scores.PROVEN;
  }

  /** MAC addresses with hyphens, and in three groups of four with dots. */
  private static void hexGroups(Page page, Sink sink) {
    var text = page.folded();
    int start = 0;
    while (start < text.length()) {
      if (!Chars.hex(text.charAt(start)) || !Chars.opens(page.text(), start)) {
        start++;
        continue;
      }
      int end = start;
      while (end < text.length()
          && (Chars.hex(text.charAt(end)) || ".-".indexOf(text.charAt(end)) >= 0)) {
        end++;
      }
      macRun(page, start, end, sink);
      start = end;
    }
  }

  private static void macRun(Page page, int start, int to, Sink sink) {
    int end = page.at(to - 1) == '.' || page.at(to - 1) == '-' ? to - 1 : to;
    var run = page.folded().substring(start, end);
    if (run.length() == 12 && bare(page, run, start, end)) {
      sink.found(PiiType.MAC_ADDRESS, start, end, Scores.FORM);
    }
    if ((end - start != 17 && end - start != 14) || !Chars.closes(page.text(), end)) {
      return;
    }
    if (mac(run, '-')) {
      sink.found(PiiType.MAC_ADDRESS, start, end, macScore(run));
    } else if (cisco(run)) {
      boolean told = page.cues().near(Cue.MAC.bit(), start, end, 2 * REACH);
      boolean letters = run.chars().anyMatch(c -> c >= 'a' && c <= 'f');
      sink.found(PiiType.MAC_ADDRESS, start, end, told || letters ? macScore(run) : Scores.WEAK);
    }
  }

  /** Twelve digits without separators, right behind a word for it. */
  private static boolean bare(Page page, String run, int start, int end) {
    boolean digits = run.chars().anyMatch(c -> Chars.digit((char) c));
    boolean letters = run.chars().anyMatch(c -> c >= 'a' && c <= 'f');
    boolean told = page.cues().before(Cue.MAC.bit(), start, CLOSE) >= 0;
    return digits && letters && told && Chars.closes(page.text(), end) && run.indexOf('-') < 0;
  }

  private static boolean cisco(String run) {
    if (run.length() != 14) {
      return false;
    }
    for (int i = 0; i < run.length(); i++) {
      char c = run.charAt(i);
      if (i % 5 == 4 ? c != '.' : !Chars.hex(c)) {
        return false;
      }
    }
    return true;
  }
}
