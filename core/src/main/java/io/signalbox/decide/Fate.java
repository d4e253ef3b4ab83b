package io.signalbox.decide;

/** Why a decision won or lost. */
public sealed interface Fate {
  /** It was taken. */
  record Won() implements Fate {}

  /**
   * Its rule does not hold.
   *
   * @param truth {@code NO}, or {@code UNKNOWN} when a signal failed or was not read
   */
  record Missed(Truth truth) implements Fate {}

  /**
   * Its rule holds, and another decision was taken.
   *
   * @param by the name of the other
   * @param rank what the other was ahead in
   */
  record Outranked(String by, Rank rank) implements Fate {}

  /** What one of two matching decisions can be ahead in. */
  enum Rank {
    TIER,
    PRIORITY,
    CONFIDENCE,
    NAME
  }
}
