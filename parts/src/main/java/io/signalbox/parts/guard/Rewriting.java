package io.signalbox.parts.guard;

import io.signalbox.parts.guard.Decoder.Found;

/**
 * A text that is written anew with some of its characters replaced. What is told of it is the
 * stretch from the first replacement to the last, and a little of what stands around.
 */
final class Rewriting {
  private static final int AROUND = 160;

  private final StringBuilder plain;
  private int first = -1;
  private int last;
  private int replaced;

  Rewriting(String text) {
    plain = new StringBuilder(text.length());
  }

  void keep(char c) {
    plain.append(c);
  }

  /** Puts something in the place of characters; only letters and spaces count as a disguise. */
  void replace(String with) {
    first = first < 0 ? plain.length() : first;
    plain.append(with);
    last = plain.length();
    for (int i = 0; i < with.length(); i++) {
      char c = with.charAt(i);
      replaced += c == ' ' || Character.isLetter(c) ? 1 : 0;
    }
  }

  /** Takes characters away, which counts as a disguise. */
  void drop() {
    first = first < 0 ? plain.length() : first;
    last = plain.length();
    replaced++;
  }

  int replaced() {
    return replaced;
  }

  /** The stretch that was replaced. */
  String stretch() {
    int start = Math.max(0, first - AROUND);
    int end = Math.min(plain.length(), last + AROUND);
    return plain.substring(start, end);
  }

  void report(Technique technique, int fewest, Found found) {
    if (replaced >= fewest) {
      found.add(technique, stretch());
    }
  }
}
