package io.signalbox.chat;

import java.util.Locale;

/** One header field; the name is kept in lower case. */
public record Header(String name, String value) {
  public Header {
    name = name.toLowerCase(Locale.ROOT);
  }
}
