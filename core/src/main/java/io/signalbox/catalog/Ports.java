package io.signalbox.catalog;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Topics;

/** What a part may ask for. Asking loads: a model that no part asks for is never loaded. */
public interface Ports {
  /** The classifier of topics: 14 labels, the whole text. */
  Topics topics();

  /**
   * The classifier of languages: ISO 639-1 codes, {@code und} for a text that says nothing of its
   * language. Where a process brings none, nothing can be told.
   */
  default Classifier languages() {
    return (text, deadline) -> {
      throw new RouterException(Fault.INTERNAL, "no classifier of languages is at hand");
    };
  }
}
