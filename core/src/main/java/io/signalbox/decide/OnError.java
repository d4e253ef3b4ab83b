package io.signalbox.decide;

/** What a leaf says when its signal failed. */
public enum OnError {
  /** Nothing, for good: it neither holds nor is it refuted. */
  UNKNOWN,
  /** That it does not hold. */
  NO_MATCH,
  /** That it holds, with confidence 1. */
  MATCH
}
