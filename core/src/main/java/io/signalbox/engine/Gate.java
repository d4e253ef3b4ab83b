package io.signalbox.engine;

/** Lets a call pass on once it is known which model answers. */
@FunctionalInterface
interface Gate {
  Gate OPEN = model -> {};

  /**
   * Admits a call to a model.
   *
   * @throws io.signalbox.chat.RouterException {@code RATE_LIMITED} when it must not pass
   */
  void admit(String model);
}
