package io.signalbox.learn;

/** What a part of learning may do. */
public enum Mode {
  /** It may change the model. */
  APPLY,
  /** What it would do is told, and not done. */
  OBSERVE,
  /** It is left out for this decision. */
  BYPASS,
  /** It is switched off. */
  OFF
}
