package io.signalbox.backends.onnx;

/**
 * What the encoder says about each token of one window.
 *
 * @param values token by token, {@link MiniLmEncoder#WIDTH} floats each
 * @param tokens number of tokens, the frame included
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenStates(float[] values, int tokens) {
  /** The mean over all tokens. */
  public float[] mean() {
    var mean = new float[MiniLmEncoder.WIDTH];
    for (int t = 0; t < tokens; t++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += values[t * MiniLmEncoder.WIDTH + i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= tokens;
    }
    return mean;
  }
}
