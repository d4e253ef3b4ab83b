package io.signalbox.select;

/** Picks one of several candidates. Safe for use by many calls at once. */
public interface Selector {
  Selection select(Choice choice);

  /** Whether it goes by the weights of the candidates. */
  default boolean weighs() {
    return false;
  }
}
