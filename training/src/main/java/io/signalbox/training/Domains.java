package io.signalbox.training;

import java.util.List;

/** The labels of the domain head, in the order of its outputs. */
final class Domains {
  static final List<String> LABELS =
      List.of(
          "biology",
          "business",
          "chemistry",
          "computer science",
          "economics",
          "engineering",
          "health",
          "history",
          "law",
          "math",
          "other",
          "philosophy",
          "physics",
          "psychology");

  private Domains() {}

  static int index(String label) {
    int index = LABELS.indexOf(label);
    if (index < 0) {
      throw new IllegalArgumentException("label: " + label + " (expected: one of " + LABELS + ")");
    }
    return index;
  }
}
