package io.signalbox.parts.pii;

/**
 * A stretch that a rule or the model found.
 *
 * @param type the name of a {@link PiiType}, or whatever else a model tags
 * @param rule whether a rule found it
 */
record Finding(String type, int start, int end, double score, boolean rule) {
  boolean overlaps(Finding other) {
    return start < other.end && other.start < end;
  }

  boolean contains(Finding other) {
    return start <= other.start && other.end <= end;
  }

  int length() {
    return end - start;
  }

  Finding withScore(double other) {
    return new Finding(type, start, end, other, rule);
  }

  Finding within(int from, int to) {
    return new Finding(type, from, to, score, rule);
  }

  Finding as(String other) {
    return new Finding(other, start, end, score, rule);
  }
}
