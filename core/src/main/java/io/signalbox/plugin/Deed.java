package io.signalbox.plugin;

/** Something a plugin did to a call that is counted by itself. */
public enum Deed {
  /** A parameter that the operator blocks was removed; the subject is its key. */
  PARAM_BLOCKED,
  /** The answer was asked to be too long; the subject is empty. */
  MAX_TOKENS_CAPPED,
  /** Too many answers were asked for; the subject is empty. */
  MAX_N_CAPPED,
  /**
   * A field that the protocol does not know was removed; the subject is its key or {@code other}.
   */
  UNKNOWN_FIELD_STRIPPED,
  /** The tools offered to the model were changed; the subject is how. */
  TOOLS_CHANGED,
  /** The call was refused; the subject is the reason's class. */
  BLOCKED,
  /** A value was replaced before the model could see it; the subject is its type. */
  REDACTED
}
