package io.signalbox.parts.pii;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** International bank account numbers (ISO 13616), with the lengths of the registry. */
final class IbanRule implements Rule {
  private static final int REACH = 40;

  /** Lengths by country. */
  private static final Map<String, Integer> LENGTHS =
      Arrays.stream(
              ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22"
                      + " DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27"
                      + " GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20"
                      + " LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23"
                      + " PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27"
                      + " SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
                  .split(" ", -1))
          .collect(
              Collectors.toUnmodifiableMap(
                  entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));

  @Override
  public void scan(Page page, Sink sink) {
    var text = page.folded();
    for (int i = 0; i + 14 < text.length(); i++) {
      if (Chars.latin(text.charAt(i))
          && Chars.latin(text.charAt(i + 1))
          && Chars.digit(text.charAt(i + 2))
          && Chars.digit(text.charAt(page.at(i + 3) == ' ' ? i + 2 : i + 3))
          && Chars.opens(page.text(), i)) {
        var country = text.substring(i, i + 2).toUpperCase(Locale.ROOT);
        var length = LENGTHS.get(country);
        if (length != null) {
          read(page, i, length, sink);
        }
      }
    }
  }

  private static void read(Page page, int start, int length, Sink sink) {
    var iban = new StringBuilder(length);
    int at = start;
    while (iban.length() < length && at < page.length()) {
      char c = page.at(at);
      if (Chars.alphanumeric(c)) {
        iban.append(c >= 'a' ? (char) (c - ('a' - 'A')) : c);
      } else if ((c != ' ' && c != '-' && c != '.') || !Chars.alphanumeric(page.at(at - 1))) {
        return;
      }
      at++;
    }
    if (iban.length() < length || !Chars.closes(page.text(), at)) {
      return;
    }
    if (Checks.iban(iban)) {
      sink.found(PiiType.IBAN_CODE, start, at, Scores.PROVEN);
    } else if (digits(iban) >= length / 2
        && page.cues().near(Cue.bits(Cue.IBAN, Cue.BANK), start, at, REACH)) {
      // Mistyped, and yet not far from somebody's account.
      sink.found(PiiType.IBAN_CODE, start, at, Scores.LIKELY);
    }
  }

  private static long digits(CharSequence iban) {
    return iban.chars().filter(c -> Chars.digit((char) c)).count();
  }
}
