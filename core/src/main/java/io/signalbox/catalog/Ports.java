package io.signalbox.catalog;

import io.signalbox.infer.Topics;

/** What a part may ask for. Asking loads: a model that no part asks for is never loaded. */
public interface Ports {
  /** The classifier of topics: 14 labels, the whole text. */
  Topics topics();
}
