package io.signalbox.backends.onnx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Two layers with a rectifier between them.
 *
 * @param hidden from the features to the hidden units
 * @param output from the hidden units to the labels
 */
public record Perceptron(DenseLayer hidden, DenseLayer output) {
  /** The logits of a window. */
  public float[] apply(float[] features) {
    var units = hidden.apply(features);
    for (int i = 0; i < units.length; i++) {
      units[i] = Math.max(0, units[i]);
    }
    return output.apply(units);
  }

  void write(DataOutputStream out) throws IOException {
    hidden.write(out);
    output.write(out);
  }

  static Perceptron read(DataInputStream in) throws IOException {
    return new Perceptron(DenseLayer.read(in), DenseLayer.read(in));
  }
}
