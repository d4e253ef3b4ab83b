package io.signalbox.parts.pii;

import java.util.Set;

/** E-mail addresses (RFC 5321, 6531), found from their {@code @} outwards. */
final class EmailRule implements Rule {
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_DOMAIN = 253;
  private static final String LOCAL = ".!#$%&'*+-/=?^_`{|}~";

  /** Characters that are legal at an edge of the local part, and more often belong to the text. */
  private static final String LOOSE = ".!#$%&'*-/=?^`{|}~";

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "user",
          "username",
          "name",
          "your",
          "you",
          "yourname",
          "your.name",
          "email",
          "youremail",
          "your-email",
          "your_email",
          "someone",
          "foo",
          "bar",
          "test",
          "example",
          "xxx",
          "me",
          "firstname.lastname",
          "first.last",
          "name.surname",
          "vorname.nachname",
          "abc");

  /** What a name in front of a host means besides a mailbox. */
  private static final Set<String> ACCOUNTS = Set.of("git", "hg", "svn");

  @Override
  public void scan(Page page, Sink sink) {
    var text = page.folded();
    int done = 0;
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      int start = start(text, at, done);
      int end = end(text, at + 1);
      if (start < 0 || end < 0 || password(text, start)) {
        continue;
      }
      sink.found(PiiType.EMAIL_ADDRESS, start, end, score(page, start, at, end));
      done = end;
    }
  }

  /** Whether what stands in front of the sign is the password of a URL. */
  private static boolean password(String text, int start) {
    int colon = start - 1;
    if (colon < 0 || text.charAt(colon) != ':') {
      return false;
    }
    int from = colon;
    while (from > 0 && colon - from < LONGEST_LOCAL && text.charAt(from - 1) > ' ') {
      from--;
    }
    int scheme = text.indexOf("://", from);
    return scheme >= 0 && scheme < colon;
  }

  /** Where the local part begins; -1 without one. */
  private static int start(String text, int at, int done) {
    int start = at;
    while (start > done && at - start <= LONGEST_LOCAL && local(text.charAt(start - 1))) {
      start--;
    }
    if (at - start > LONGEST_LOCAL) {
      return -1;
    }
    // name=mail@host and 'mail@host' hold an address; so does a/b=c@host, from its last loose sign.
    for (int i = at - 1; i >= start; i--) {
      if ("=/`|{}$&?".indexOf(text.charAt(i)) >= 0) {
        start = i + 1;
      }
    }
    while (start < at && LOOSE.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    boolean dotted = text.charAt(at - 1 < 0 ? 0 : at - 1) == '.';
    return start == at || dotted ? -1 : start;
  }

  private static boolean local(char c) {
    return (Character.isLetterOrDigit(c) && !Chars.unspaced(c)) || LOCAL.indexOf(c) >= 0;
  }

  /** Where the domain ends; -1 where there is none that has a top-level domain. */
  private static int end(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST_DOMAIN);
    int end = from;
    int label = from;
    int good = -1;
    while (end < limit) {
      char c = text.charAt(end);
      if (c == '.') {
        if (end == label) {
          break;
        }
        label = end + 1;
      } else if (c == '-' ? end == label : !domain(c)) {
        break;
      }
      end++;
      boolean closed = end == text.length() || !domain(text.charAt(end));
      if (closed && label > from && topLevel(text, label, end)) {
        good = end;
      }
    }
    return good;
  }

  private static boolean domain(char c) {
    return Character.isLetterOrDigit(c) && !Chars.unspaced(c);
  }

  private static boolean topLevel(String text, int from, int to) {
    if (text.startsWith("xn--", from)) {
      return to - from > 4;
    }
    for (int i = from; i < to; i++) {
      if (!Character.isLetter(text.charAt(i))) {
        return false;
      }
    }
    return to - from >= 2;
  }

  private static double score(Page page, int start, int at, int end) {
    var local = page.folded().substring(start, at);
    var domain = page.folded().substring(at + 1, end);
    if (ACCOUNTS.contains(local) && (page.at(end) == ':' || page.at(end) == '/')) {
      return Scores.PLACEHOLDER;
    }
    boolean example =
        domain.startsWith("example.")
            || domain.contains(".example.")
            || domain.endsWith(".example")
            || domain.startsWith("domain.")
            || domain.startsWith("yourdomain.")
            || domain.startsWith("yourcompany.")
            || domain.endsWith(".invalid")
            || domain.endsWith(".test");
    return example && PLACEHOLDERS.contains(local) ? Scores.RESERVED : Scores.PROVEN;
  }
}
