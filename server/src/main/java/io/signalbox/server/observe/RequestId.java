package io.signalbox.server.observe;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Texts of clients as they may be shown in logs and headers. */
public final class RequestId {
  private static final int MAX_LENGTH = 128;

  private RequestId() {}

  /** At most 128 printable ASCII characters of a text; others are left out. */
  public static String printable(String text) {
    var plain = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    for (int i = 0; i < text.length() && plain.length() < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7f) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** The id a caller gave, made printable, or a new one. */
  public static String orNew(@Nullable String given) {
    var plain = given == null ? "" : printable(given);
    return plain.isEmpty() ? UUID.randomUUID().toString() : plain;
  }
}
