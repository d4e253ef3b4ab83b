package io.signalbox.parts.pii;

import io.signalbox.parts.text.Automaton;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and tokens: those whose beginning tells the vendor, private keys, tokens of JSON (RFC 7519),
 * and whatever looks drawn at random where a word for a secret stands in front.
 */
final class KeyRule implements Rule {
  private static final int LONGEST = 8192;
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 512;
  private static final double LEAST_ENTROPY = 2.6;
  private static final String DASHES = "-----";

  /** What follows a beginning. */
  private enum Body {
    /** Letters, digits, hyphen, underscore. */
    TOKEN,
    ALPHANUMERIC,
    CAPITALS,
    HEX,
    /** {@link #TOKEN} and the dots between parts. */
    DOTTED
  }

  /** The beginning of a vendor's keys, and what follows it. */
  private record Shape(String prefix, Body body, int least, int most) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("sk-ant-", Body.TOKEN, 20, 200),
          new Shape("sk-proj-", Body.TOKEN, 20, 220),
          new Shape("sk-svcacct-", Body.TOKEN, 20, 220),
          new Shape("sk-admin-", Body.TOKEN, 20, 220),
          new Shape("sk-or-v1-", Body.HEX, 32, 80),
          new Shape("sk-lf-", Body.TOKEN, 20, 60),
          new Shape("pk-lf-", Body.TOKEN, 20, 60),
          new Shape("sk-", Body.TOKEN, 20, 200),
          new Shape("sk_live_", Body.ALPHANUMERIC, 10, 120),
          new Shape("sk_test_", Body.ALPHANUMERIC, 10, 120),
          new Shape("rk_live_", Body.ALPHANUMERIC, 10, 120),
          new Shape("rk_test_", Body.ALPHANUMERIC, 10, 120),
          new Shape("pk_live_", Body.ALPHANUMERIC, 10, 120),
          new Shape("pk_test_", Body.ALPHANUMERIC, 10, 120),
          new Shape("whsec_", Body.ALPHANUMERIC, 16, 80),
          new Shape("AKIA", Body.CAPITALS, 16, 16),
          new Shape("ASIA", Body.CAPITALS, 16, 16),
          new Shape("ABIA", Body.CAPITALS, 16, 16),
          new Shape("ACCA", Body.CAPITALS, 16, 16),
          new Shape("ghp_", Body.ALPHANUMERIC, 30, 80),
          new Shape("gho_", Body.ALPHANUMERIC, 30, 80),
          new Shape("ghu_", Body.ALPHANUMERIC, 30, 80),
          new Shape("ghs_", Body.ALPHANUMERIC, 30, 80),
          new Shape("ghr_", Body.ALPHANUMERIC, 30, 90),
          new Shape("github_pat_", Body.TOKEN, 30, 120),
          new Shape("glpat-", Body.DOTTED, 18, 80),
          new Shape("gldt-", Body.TOKEN, 18, 80),
          new Shape("glrt-", Body.TOKEN, 18, 80),
          new Shape("glptt-", Body.HEX, 30, 60),
          new Shape("xoxb-", Body.TOKEN, 20, 200),
          new Shape("xoxp-", Body.TOKEN, 20, 200),
          new Shape("xoxa-", Body.TOKEN, 20, 200),
          new Shape("xoxr-", Body.TOKEN, 20, 200),
          new Shape("xoxs-", Body.TOKEN, 20, 200),
          new Shape("xoxe-", Body.TOKEN, 20, 300),
          new Shape("xapp-", Body.TOKEN, 20, 200),
          new Shape("AIza", Body.TOKEN, 35, 35),
          new Shape("ya29.", Body.DOTTED, 20, 300),
          new Shape("GOCSPX-", Body.TOKEN, 20, 40),
          new Shape("hf_", Body.ALPHANUMERIC, 30, 60),
          new Shape("npm_", Body.ALPHANUMERIC, 30, 60),
          new Shape("pypi-", Body.TOKEN, 40, 300),
          new Shape("SG.", Body.DOTTED, 40, 90),
          new Shape("key-", Body.HEX, 32, 32),
          new Shape("AC", Body.HEX, 32, 32),
          new Shape("SK", Body.HEX, 32, 32),
          new Shape("shpat_", Body.HEX, 32, 32),
          new Shape("shpss_", Body.HEX, 32, 32),
          new Shape("shpca_", Body.HEX, 32, 32),
          new Shape("dop_v1_", Body.HEX, 60, 70),
          new Shape("doo_v1_", Body.HEX, 60, 70),
          new Shape("gsk_", Body.ALPHANUMERIC, 40, 80),
          new Shape("r8_", Body.ALPHANUMERIC, 30, 50),
          new Shape("pplx-", Body.ALPHANUMERIC, 40, 64),
          new Shape("xai-", Body.ALPHANUMERIC, 60, 100),
          new Shape("nvapi-", Body.TOKEN, 50, 90),
          new Shape("lin_api_", Body.ALPHANUMERIC, 30, 60),
          new Shape("secret_", Body.ALPHANUMERIC, 40, 60),
          new Shape("ntn_", Body.ALPHANUMERIC, 40, 60),
          new Shape("dapi", Body.HEX, 32, 36),
          new Shape("PMAK-", Body.TOKEN, 50, 70),
          new Shape("sq0atp-", Body.TOKEN, 20, 40),
          new Shape("sq0csp-", Body.TOKEN, 40, 60),
          new Shape("EAAA", Body.TOKEN, 56, 70),
          new Shape("hvs.", Body.TOKEN, 20, 120),
          new Shape("tskey-", Body.TOKEN, 20, 80),
          new Shape("sntrys_", Body.DOTTED, 40, 300),
          new Shape("rubygems_", Body.HEX, 40, 60),
          new Shape("NRAK-", Body.CAPITALS, 27, 27),
          new Shape("AGE-SECRET-KEY-1", Body.CAPITALS, 58, 58),
          new Shape("eyJ", Body.DOTTED, 30, LONGEST));

  private final Automaton automaton =
      new Automaton(SHAPES.stream().map(Shape::prefix).toList(), false);

  @Override
  public void scan(Page page, Sink sink) {
    vendors(page, sink);
    privateKeys(page, sink);
    bots(page, sink);
    told(page, sink);
  }

  private void vendors(Page page, Sink sink) {
    var text = page.text();
    var done = new int[1];
    automaton.scan(
        text,
        (number, behind) -> {
          var shape = SHAPES.get(number);
          int start = behind - shape.prefix.length();
          if (start >= done[0] && opens(text, start)) {
            int end = body(text, behind, shape.body);
            int length = end - behind;
            if (length >= shape.least
                && length <= shape.most
                && plausible(text, start, end, shape)) {
              sink.found(PiiType.API_KEY, start, end, score(text.substring(behind, end)));
              done[0] = end;
            }
          }
          return Automaton.Next.SHORTER;
        });
  }

  private static boolean opens(String text, int start) {
    return start == 0 || (!Chars.token(text.charAt(start - 1)) && text.charAt(start - 1) != '.');
  }

  private static int body(String text, int from, Body body) {
    int end = from;
    int limit = Math.min(text.length(), from + LONGEST + 1);
    while (end < limit && in(text.charAt(end), body)) {
      end++;
    }
    while (end > from && body == Body.DOTTED && text.charAt(end - 1) == '.') {
      end--;
    }
    boolean glued = end < text.length() && Chars.alphanumeric(text.charAt(end));
    return glued ? from : end;
  }

  private static boolean in(char c, Body body) {
    return switch (body) {
      case TOKEN -> Chars.token(c);
      case ALPHANUMERIC -> Chars.alphanumeric(c);
      case CAPITALS -> Chars.digit(c) || (c >= 'A' && c <= 'Z');
      case HEX -> Chars.hex(c);
      case DOTTED -> Chars.token(c) || c == '.';
    };
  }

  private static boolean plausible(String text, int start, int end, Shape shape) {
    var token = text.substring(start, end);
    if (shape.prefix.equals("eyJ")) {
      return token.indexOf('.') > 0 && token.indexOf('.') != token.length() - 1;
    }
    if (shape.prefix.equals("sk-") || shape.prefix.equals("secret_")) {
      // Words with hyphens are no key.
      return token.chars().anyMatch(c -> Chars.digit((char) c))
          && Labels.entropy(token) > LEAST_ENTROPY + 0.5;
    }
    return true;
  }

  private static double score(String body) {
    return Placeholders.is(body) || Labels.entropy(body) < 2 ? Scores.PLACEHOLDER : Scores.PROVEN;
  }

  /** Private keys in their armour (RFC 7468). */
  private static void privateKeys(Page page, Sink sink) {
    var text = page.text();
    int at = text.indexOf(DASHES + "BEGIN ");
    while (at >= 0) {
      int line = Math.min(text.length(), at + 80);
      var head = text.substring(at, line);
      int next = at + 1;
      if (head.contains("PRIVATE KEY")) {
        int close = text.indexOf(DASHES + "END ", at);
        int end = close < 0 ? text.length() : close;
        int armour = close < 0 ? -1 : text.indexOf(DASHES, close + DASHES.length());
        end = armour > 0 && armour - close < 80 ? armour + DASHES.length() : end;
        sink.found(PiiType.API_KEY, at, end, Scores.PROVEN);
        next = end;
      }
      at = text.indexOf(DASHES + "BEGIN ", next);
    }
  }

  /** Tokens of bots: digits, a colon and 33 to 36 characters; or three parts with dots. */
  private static void bots(Page page, Sink sink) {
    var text = page.text();
    var numbers = page.numbers();
    for (int i = 0; i < numbers.count(); i++) {
      int colon = numbers.end(i);
      if (numbers.length(i) >= 8
          && numbers.length(i) <= 10
          && page.at(colon) == ':'
          && text.startsWith("AA", colon + 1)
          && Chars.opens(text, numbers.start(i))) {
        int end = body(text, colon + 1, Body.TOKEN);
        if (end - colon >= 31 && end - colon <= 40) {
          sink.found(PiiType.API_KEY, numbers.start(i), end, Scores.PROVEN);
        }
      }
    }
    discord(text, sink);
  }

  private static void discord(String text, Sink sink) {
    int at = 0;
    while (at < text.length()) {
      if (!Chars.token(text.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      int first = -1;
      while (end < text.length() && in(text.charAt(end), Body.DOTTED)) {
        first = first < 0 && text.charAt(end) == '.' ? end : first;
        end++;
      }
      if (first - at >= 23
          && first - at <= 28
          && first < end
          && end - at <= 80
          && "MNO".indexOf(text.charAt(at)) >= 0) {
        int second = text.indexOf('.', first + 1);
        if (second - first == 7 && end - second > 25) {
          sink.found(PiiType.API_KEY, at, end, Scores.PROVEN);
        }
      }
      at = end;
    }
  }

  /** What stands behind a word for a secret and looks drawn at random. */
  private static void told(Page page, Sink sink) {
    var cues = page.cues();
    for (int i = 0; i < cues.count(); i++) {
      if (cues.is(i, Cue.KEY.bit())) {
        int start = Labels.value(page, cues.end(i));
        if (start >= 0 && start < page.length() && opens(page.text(), start)) {
          secret(page, start, sink);
        }
      }
    }
  }

  private static void secret(Page page, int start, Sink sink) {
    var text = page.text();
    int end = start;
    int limit = Math.min(text.length(), start + LONGEST_SECRET + 1);
    while (end < limit
        && (Chars.token(text.charAt(end)) || "./+=~".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    while (end > start && ".".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int length = end - start;
    if (length < SHORTEST_SECRET || length > LONGEST_SECRET || page.at(end) == '(') {
      return;
    }
    var token = text.substring(start, end);
    if (random(token) && !Placeholders.is(token)) {
      sink.found(PiiType.API_KEY, start, end, Scores.TOLD);
    }
  }

  /** Whether a token is no name of something: digits and letters in turn, few words. */
  static boolean random(String token) {
    var pieces = new ArrayList<String>();
    int digits = 0;
    int turns = 0;
    int last = -1;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      int kind = Chars.digit(c) ? 0 : c >= 'A' && c <= 'Z' ? 1 : Chars.latin(c) ? 2 : 3;
      digits += kind == 0 ? 1 : 0;
      turns += kind != last ? 1 : 0;
      last = kind;
    }
    for (var piece : token.split("[-_./+=~]", -1)) {
      pieces.add(piece);
    }
    boolean words = pieces.stream().allMatch(piece -> piece.isEmpty() || Labels.prose(piece));
    return digits >= 2
        && digits < token.length()
        && !words
        && turns >= 4
        && Labels.entropy(token) > LEAST_ENTROPY;
  }
}
