package io.signalbox.chat;

import java.util.Locale;
import java.util.Set;

/** One header field; the name is kept in lower case. */
public record Header(String name, String value) {
  private static final Set<String> PLAIN =
      Set.of(
          ":path",
          "accept-encoding",
          "content-length",
          "content-type",
          "retry-after",
          "x-request-id",
          "x-selected-model");

  public Header {
    name = name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name + ": " + shown(name, value);
  }

  /** A value as it may be shown: most headers can carry a key. */
  static String shown(String name, String value) {
    return name.startsWith("x-vsr-") || PLAIN.contains(name) ? value : "[hidden]";
  }
}
