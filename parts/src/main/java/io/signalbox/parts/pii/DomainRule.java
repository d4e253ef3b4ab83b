package io.signalbox.parts.pii;

import java.util.Set;

/** Names of hosts with a top-level domain that is in wide use; a word for hosts makes them sure. */
final class DomainRule implements Rule {
  private static final int REACH = 16;
  private static final int LONGEST = 253;

  private static final Set<String> TOP =
      Set.of(
          "com",
          "org",
          "net",
          "edu",
          "gov",
          "mil",
          "int",
          "io",
          "dev",
          "app",
          "co",
          "ai",
          "info",
          "biz",
          "eu",
          "uk",
          "de",
          "fr",
          "es",
          "it",
          "nl",
          "be",
          "at",
          "ch",
          "se",
          "no",
          "dk",
          "fi",
          "pl",
          "cz",
          "pt",
          "br",
          "mx",
          "ar",
          "cl",
          "ca",
          "us",
          "au",
          "nz",
          "jp",
          "cn",
          "kr",
          "in",
          "ru",
          "ua",
          "tr",
          "za",
          "il",
          "sg",
          "hk",
          "tw",
          "internal",
          "local",
          "cloud",
          "online");

  @Override
  public void scan(Page page, Sink sink) {
    var text = page.folded();
    int at = 0;
    while (at < text.length()) {
      if (!Chars.alphanumeric(text.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      int dot = -1;
      while (end < text.length()
          && (Chars.alphanumeric(text.charAt(end))
              || ((text.charAt(end) == '.' || text.charAt(end) == '-')
                  && Chars.alphanumeric(page.at(end + 1))))) {
        dot = text.charAt(end) == '.' ? end : dot;
        end++;
      }
      if (dot > at
          && end - at <= LONGEST
          && TOP.contains(text.substring(dot + 1, end))
          && page.at(at - 1) != '@'
          && page.at(end) != '('
          && Chars.opens(page.text(), at)
          && Chars.closes(page.text(), end)) {
        boolean told = page.cues().before(Cue.HOST.bit(), at, REACH) >= 0;
        sink.found(PiiType.DOMAIN_NAME, at, end, told ? Scores.FORM : Scores.WEAK);
      }
      at = end;
    }
  }
}
