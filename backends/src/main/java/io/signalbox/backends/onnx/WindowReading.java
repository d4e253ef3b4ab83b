package io.signalbox.backends.onnx;

import io.signalbox.infer.Head;
import java.util.Map;

/**
 * What all heads say of one window.
 *
 * @param words the probability of each label, by head, in the order of its labels
 * @param tags what the token head says
 */
record WindowReading(Window window, Map<Head, double[]> words, TokenTags tags) {
  double[] word(Head head) {
    var word = words.get(head);
    if (word == null) {
      throw new IllegalArgumentException(head + ": not read");
    }
    return word;
  }
}
