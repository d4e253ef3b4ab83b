package io.signalbox.gateways.config;

/** Names of the document in messages: on one line, and cut when long. */
final class Shown {
  private static final int LENGTH = 80;

  private Shown() {}

  static String of(String name) {
    var line = name.replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LENGTH ? line.substring(0, LENGTH) + "…" : "\"" + line + "\"";
  }
}
