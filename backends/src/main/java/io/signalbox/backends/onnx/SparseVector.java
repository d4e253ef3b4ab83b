package io.signalbox.backends.onnx;

import java.util.Arrays;

/**
 * A vector of which few entries are not zero.
 *
 * @param indices the entries, each once
 * @param values their values
 */
@SuppressWarnings("ArrayRecordComponent")
public record SparseVector(int[] indices, float[] values) {
  /** Joins two sets of entries, each scaled to norm 1. */
  static SparseVector halves(int[] first, int[] second) {
    var indices = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, indices, first.length, second.length);
    var values = new float[indices.length];
    if (first.length > 0) {
      Arrays.fill(values, 0, first.length, (float) (1 / Math.sqrt(first.length)));
    }
    if (second.length > 0) {
      Arrays.fill(values, first.length, values.length, (float) (1 / Math.sqrt(second.length)));
    }
    return new SparseVector(indices, values);
  }
}
