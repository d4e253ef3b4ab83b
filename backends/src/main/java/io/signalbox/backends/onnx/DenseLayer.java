package io.signalbox.backends.onnx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A fully connected layer. On disk its weights are int8 with one scale an output; in memory they
 * are floats, input by input, so that the inner loop runs over outputs and vectorises.
 *
 * @param weights inputs times outputs, row by row
 * @param bias one an output
 */
@SuppressWarnings("ArrayRecordComponent")
public record DenseLayer(float[] weights, float[] bias) {
  private static final int STEPS = 127;

  int inputs() {
    return weights.length / bias.length;
  }

  int outputs() {
    return bias.length;
  }

  /** The layer's outputs, without an activation. */
  public float[] apply(float[] input) {
    int outputs = bias.length;
    var result = bias.clone();
    for (int i = 0; i < input.length; i++) {
      float x = input[i];
      if (x != 0) {
        int row = i * outputs;
        for (int o = 0; o < outputs; o++) {
          result[o] += x * weights[row + o];
        }
      }
    }
    return result;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(inputs());
    out.writeInt(outputs());
    var scales = new float[outputs()];
    for (int i = 0; i < weights.length; i++) {
      int o = i % scales.length;
      scales[o] = Math.max(scales[o], Math.abs(weights[i]) / STEPS);
    }
    for (int o = 0; o < scales.length; o++) {
      out.writeFloat(scales[o]);
      out.writeFloat(bias[o]);
    }
    var steps = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      float scale = scales[i % scales.length];
      steps[i] = (byte) (scale == 0 ? 0 : Math.round(weights[i] / scale));
    }
    out.write(steps);
  }

  static DenseLayer read(DataInputStream in) throws IOException {
    int inputs = in.readInt();
    int outputs = in.readInt();
    var scales = new float[outputs];
    var bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      scales[o] = in.readFloat();
      bias[o] = in.readFloat();
    }
    var steps = in.readNBytes(inputs * outputs);
    var weights = new float[steps.length];
    for (int i = 0; i < steps.length; i++) {
      weights[i] = steps[i] * scales[i % outputs];
    }
    return new DenseLayer(weights, bias);
  }
}
