package io.signalbox.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The identity of a text: letters, digits and their order, without case and punctuation. */
final class TextKey {
  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("\\W+", Pattern.UNICODE_CHARACTER_CLASS);

  private TextKey() {}

  /** The words of a text, parted by single spaces. */
  static String words(String text) {
    var folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return BETWEEN_WORDS.matcher(folded).replaceAll(" ").strip();
  }

  /** SHA-256 over the words of a text, in hexadecimal. */
  static String of(String text) {
    return sha256(words(text).getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
