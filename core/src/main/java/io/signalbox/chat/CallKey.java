package io.signalbox.chat;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Makes the keys of calls: 128 random bits, in 25 digits and lower-case letters. */
final class CallKey {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BITS = 128;
  private static final int RADIX = 36;
  private static final int LENGTH = 25;

  private CallKey() {}

  static String next() {
    var digits = new BigInteger(BITS, RANDOM).toString(RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }
}
