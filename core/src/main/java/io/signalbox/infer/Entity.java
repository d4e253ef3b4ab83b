package io.signalbox.infer;

/**
 * A stretch of a text that names something.
 *
 * @param type what it is, for example {@code PERSON}
 * @param start index of its first UTF-16 code unit
 * @param end index after its last
 * @param score how sure the finder is, 0 to 1
 */
public record Entity(String type, int start, int end, double score) {
  public Entity {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "entity: " + start + " to " + end + " (expected: 0 <= start < end)");
    }
  }

  /** Whether two stretches share a character. */
  public boolean overlaps(Entity other) {
    return start < other.end && other.start < end;
  }
}
