package io.signalbox.parts.meaning;

/**
 * How like a set of examples a text is, from -1 to 1.
 *
 * @param score made of the likest example and the mean of a few
 * @param mean over all that count
 */
public record Likeness(double score, double mean) {
  /** Like nothing. */
  public static final Likeness NONE = new Likeness(0, 0);
}
