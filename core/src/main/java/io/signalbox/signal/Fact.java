package io.signalbox.signal;

/** What a reading says about one signal name. */
public sealed interface Fact {
  /**
   * The name holds.
   *
   * @param confidence 0 to 1
   */
  record Holds(double confidence) implements Fact {}

  /** The name does not hold. */
  record Absent() implements Fact {}

  /** Its signal failed. */
  record Unknown() implements Fact {}
}
