package io.signalbox.parts.pii;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/** Addresses of crypto currencies, by their check sums where they have one. */
final class WalletRule implements Rule {
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int REACH = 40;
  private static final int LONGEST = 106;

  @Override
  public void scan(Page page, Sink sink) {
    var text = page.text();
    int at = 0;
    while (at < text.length()) {
      if (!Chars.alphanumeric(text.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && Chars.alphanumeric(text.charAt(end))) {
        end++;
      }
      if (end - at >= 25
          && end - at <= LONGEST
          && Chars.opens(text, at)
          && Chars.closes(text, end)) {
        double score = score(page, text.substring(at, end), at, end);
        if (score > 0) {
          sink.found(PiiType.CRYPTO_WALLET, at, end, score);
        }
      }
      at = end;
    }
  }

  private static double score(Page page, String token, int start, int end) {
    if (token.startsWith("0x") && token.length() == 42) {
      return token.chars().skip(2).allMatch(c -> Chars.hex((char) c)) ? Scores.FORM : 0;
    }
    var lower = token.toLowerCase(Locale.ROOT);
    if (lower.startsWith("bc1") || lower.startsWith("ltc1") || lower.startsWith("tb1")) {
      return bech32(lower) ? Scores.PROVEN : 0;
    }
    if (!token.chars().allMatch(c -> BASE58.indexOf(c) >= 0)) {
      return 0;
    }
    boolean bitcoin = "13LMDATX".indexOf(token.charAt(0)) >= 0 && token.length() <= 36;
    if (bitcoin && base58Check(token)) {
      return Scores.PROVEN;
    }
    boolean told = page.cues().near(Cue.WALLET.bit(), start, end, REACH);
    boolean form = token.length() <= 46 || token.length() == 95 || token.length() == 106;
    boolean mixed =
        token.chars().anyMatch(c -> Chars.digit((char) c))
            && token.chars().anyMatch(Character::isLowerCase)
            && token.chars().anyMatch(Character::isUpperCase);
    return told && form && mixed ? Scores.TOLD : 0;
  }

  /** Base 58 with the first bytes of a double hash behind, as Bitcoin has it. */
  static boolean base58Check(String token) {
    var value = BigInteger.ZERO;
    for (int i = 0; i < token.length(); i++) {
      value =
          value
              .multiply(BigInteger.valueOf(58))
              .add(BigInteger.valueOf(BASE58.indexOf(token.charAt(i))));
    }
    var number = value.toByteArray();
    var bytes = new byte[25];
    int from = number.length > 25 ? number.length - 25 : 0;
    if (from > 1) {
      return false;
    }
    System.arraycopy(number, from, bytes, 25 - (number.length - from), number.length - from);
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      var twice = hash.digest(hash.digest(Arrays.copyOf(bytes, 21)));
      return Arrays.equals(Arrays.copyOf(twice, 4), Arrays.copyOfRange(bytes, 21, 25));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /** Bech32 (BIP 173) and its successor (BIP 350). */
  static boolean bech32(String address) {
    int one = address.lastIndexOf('1');
    if (one < 1 || address.length() - one < 7) {
      return false;
    }
    int check = 1;
    for (int i = 0; i < one; i++) {
      check = polymod(check, address.charAt(i) >> 5);
    }
    check = polymod(check, 0);
    for (int i = 0; i < one; i++) {
      check = polymod(check, address.charAt(i) & 31);
    }
    for (int i = one + 1; i < address.length(); i++) {
      int value = BECH32.indexOf(address.charAt(i));
      if (value < 0) {
        return false;
      }
      check = polymod(check, value);
    }
    return check == 1 || check == 0x2bc830a3;
  }

  private static int polymod(int check, int value) {
    int top = check >>> 25;
    int next = (check & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >>> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
