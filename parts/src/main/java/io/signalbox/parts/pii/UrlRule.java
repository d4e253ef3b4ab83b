package io.signalbox.parts.pii;

import java.util.Set;

/** URLs that carry a password or a secret (RFC 3986), connection strings among them. */
final class UrlRule implements Rule {
  private static final String SCHEME_END = "://";
  private static final int LONGEST_SCHEME = 24;
  private static final int LONGEST_URL = 4096;
  private static final int SHORTEST_SECRET = 6;

  private static final Set<String> SECRETS =
      Set.of(
          "token",
          "access_token",
          "auth_token",
          "api_key",
          "apikey",
          "api-key",
          "key",
          "secret",
          "client_secret",
          "password",
          "passwd",
          "pwd",
          "pass",
          "auth",
          "sig",
          "signature",
          "x-amz-signature",
          "x-amz-security-token",
          "x-amz-credential",
          "refresh_token",
          "id_token",
          "session",
          "sessionid",
          "jwt",
          "credentials",
          "private_token",
          "sas");

  @Override
  public void scan(Page page, Sink sink) {
    var text = page.folded();
    int done = 0;
    for (int at = text.indexOf(SCHEME_END); at >= 0; at = text.indexOf(SCHEME_END, at + 3)) {
      int start = scheme(text, at, done);
      if (start == at) {
        continue;
      }
      int authority = at + SCHEME_END.length();
      int slash = authorityEnd(text, authority);
      int sign = text.lastIndexOf('@', slash - 1);
      int colon = sign < authority ? -1 : text.indexOf(':', authority);
      if (colon >= authority && colon < sign && sign + 1 < slash) {
        int end = trimmed(text, authority, end(text, slash));
        var password = text.substring(colon + 1, sign);
        sink.found(PiiType.URL_WITH_CREDENTIALS, start, end, score(password));
        done = end;
      } else if (at >= done) {
        int end = trimmed(text, authority, end(text, slash));
        double secret = secret(text, slash, end);
        if (secret > 0) {
          sink.found(PiiType.URL_WITH_CREDENTIALS, start, end, secret);
        }
        done = end;
      }
    }
  }

  private static int scheme(String text, int at, int done) {
    int start = at;
    while (start > done && at - start < LONGEST_SCHEME && scheme(text.charAt(start - 1))) {
      start--;
    }
    while (start < at && !Chars.latin(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean scheme(char c) {
    return Chars.alphanumeric(c) || c == '+' || c == '-' || c == '.' || c == ':';
  }

  private static int authorityEnd(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST_URL);
    int end = from;
    while (end < limit && text.charAt(end) != '/' && !outside(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int end(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST_URL);
    int end = from;
    while (end < limit && !outside(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean outside(char c) {
    return c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '\\';
  }

  /** Without the punctuation of the sentence around it. */
  private static int trimmed(String text, int from, int to) {
    int end = to;
    while (end > from && ".,;:!?)]}|".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static double score(String password) {
    return Placeholders.is(password) ? Scores.WEAK : Scores.PROVEN;
  }

  /** How sure it is that a query holds a secret; 0 for not at all. */
  private static double secret(String text, int from, int to) {
    int query = text.indexOf('?', from);
    if (query < 0 || query >= to) {
      query = text.indexOf('#', from);
    }
    if (query < 0 || query >= to) {
      return 0;
    }
    double best = 0;
    int name = query + 1;
    while (name < to) {
      int next = name;
      while (next < to && text.charAt(next) != '&' && text.charAt(next) != ';') {
        next++;
      }
      int equals = text.indexOf('=', name);
      if (equals > name && equals < next && SECRETS.contains(text.substring(name, equals))) {
        var value = text.substring(equals + 1, next);
        if (value.length() >= SHORTEST_SECRET) {
          best = Math.max(best, Placeholders.is(value) ? Scores.PLACEHOLDER : Scores.TOLD);
        }
      }
      name = next + 1;
    }
    return best;
  }
}
