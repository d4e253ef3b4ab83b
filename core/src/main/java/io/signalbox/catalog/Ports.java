package io.signalbox.catalog;

import io.signalbox.infer.Topics;
import io.signalbox.store.CallRecorder;

/** What a part may ask for. Asking loads: a model that no part asks for is never loaded. */
public interface Ports {
  /** The classifier of topics: 14 labels, the whole text. */
  Topics topics();

  /** Where it is said what is to be kept of calls. */
  default CallRecorder recorder() {
    return CallRecorder.NONE;
  }
}
