package io.signalbox.server.door;

import io.signalbox.chat.Fault;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import org.jspecify.annotations.Nullable;

/** What a request's headers announce about its body, before the body is here. */
public final class Announced {
  private Announced() {}

  /**
   * The length announced in bytes; 0 when none is, or none that is a number.
   *
   * @param length the value of {@code content-length}, or null
   */
  public static long length(@Nullable String length) {
    try {
      return length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException notOne) {
      return 0;
    }
  }

  /** Refuses a body that would have to be unpacked first. */
  public static void refuseEncoding(Headers headers) {
    var encoding = headers.first("content-encoding");
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
      throw new RouterException(
          Fault.UNSUPPORTED_ENCODING,
          "content-encoding: compressed request bodies are not supported (expected: identity)");
    }
  }
}
