package io.signalbox.backends.onnx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A linear layer over hashed n-grams, int8 with one scale a label.
 *
 * @param steps bucket times label, row by row
 * @param scales what one step is worth, one a label
 * @param bias one a label
 */
@SuppressWarnings("ArrayRecordComponent")
public record NgramTable(byte[] steps, float[] scales, float[] bias) {
  private static final int STEPS = 127;

  /** Quantises trained weights, bucket times label. */
  public static NgramTable of(float[] weights, float[] bias) {
    int labels = bias.length;
    var scales = new float[labels];
    for (int l = 0; l < labels; l++) {
      float largest = 0;
      for (int i = l; i < weights.length; i += labels) {
        largest = Math.max(largest, Math.abs(weights[i]));
      }
      scales[l] = Math.max(largest, 1e-6f) / STEPS;
    }
    var steps = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      steps[i] = (byte) Math.round(weights[i] / scales[i % labels]);
    }
    return new NgramTable(steps, scales, bias);
  }

  /** The logits of a window. */
  public float[] apply(SparseVector features) {
    var sums = new float[bias.length];
    for (int k = 0; k < features.indices().length; k++) {
      int row = features.indices()[k] * sums.length;
      float value = features.values()[k];
      for (int l = 0; l < sums.length; l++) {
        sums[l] += value * steps[row + l];
      }
    }
    for (int l = 0; l < sums.length; l++) {
      sums[l] = sums[l] * scales[l] + bias[l];
    }
    return sums;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(steps.length / bias.length);
    for (int l = 0; l < bias.length; l++) {
      out.writeFloat(scales[l]);
      out.writeFloat(bias[l]);
    }
    out.write(steps);
  }

  static NgramTable read(DataInputStream in, int labels) throws IOException {
    int buckets = in.readInt();
    var scales = new float[labels];
    var bias = new float[labels];
    for (int l = 0; l < labels; l++) {
      scales[l] = in.readFloat();
      bias[l] = in.readFloat();
    }
    return new NgramTable(in.readNBytes(buckets * labels), scales, bias);
  }
}
