package io.signalbox.chat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of words in their order: 128 bits of SHA-256 (FIPS 180-4). Each word stands behind its
 * length, so that no two lists of words are one text, and is taken as the UTF-16 it is, so that a
 * lone surrogate is no question mark. The same in every process. For one thread.
 */
public final class Fingerprint {
  private static final int DIGEST_BYTES = 16;
  private static final int CHUNK = 1024;

  private final MessageDigest digest;
  private final byte[] chunk = new byte[CHUNK];

  public Fingerprint() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The fingerprint of some words. */
  public static String of(String... words) {
    var fingerprint = new Fingerprint();
    for (var word : words) {
      fingerprint.add(word);
    }
    return fingerprint.hex();
  }

  /** Adds a word; none is another word than the empty one. */
  public Fingerprint add(@Nullable String word) {
    return word == null ? add(-1) : add(word.length()).addChars(word);
  }

  /** Adds a number, for example how many words follow. */
  public Fingerprint add(int number) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      digest.update((byte) (number >>> shift));
    }
    return this;
  }

  private Fingerprint addChars(String word) {
    int filled = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      chunk[filled++] = (byte) (c >>> Byte.SIZE);
      chunk[filled++] = (byte) c;
      if (filled == CHUNK) {
        digest.update(chunk, 0, filled);
        filled = 0;
      }
    }
    digest.update(chunk, 0, filled);
    return this;
  }

  /** The digest in 32 hexadecimal digits; nothing can be added any more. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }
}
