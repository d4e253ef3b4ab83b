package io.signalbox.operator.apply;

/** What became of an object. */
public enum Change {
  /** It was as it should be; nothing was written. */
  NONE,
  /** It was not there. */
  CREATED,
  /** It said something else. */
  UPDATED,
  /** It was no longer wanted. */
  DELETED
}
