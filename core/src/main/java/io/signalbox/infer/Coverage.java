package io.signalbox.infer;

/**
 * How much of a text a model saw.
 *
 * @param read tokens that were read
 * @param total tokens that there are
 */
public record Coverage(long read, long total) {
  /** A text that was read to its end. */
  public static final Coverage COMPLETE = new Coverage(0, 0);

  public Coverage {
    if (read < 0 || read > total) {
      throw new IllegalArgumentException(
          "coverage: " + read + " of " + total + " (expected: 0 <= read <= total)");
    }
  }

  /** Whether every token was read. */
  public boolean complete() {
    return read == total;
  }

  /** The share of the tokens that were read, 0 to 1; 1 for a text without tokens. */
  public double share() {
    return total == 0 ? 1 : (double) read / total;
  }

  /** What was seen of two texts together. */
  public Coverage plus(Coverage other) {
    return new Coverage(read + other.read, total + other.total);
  }
}
