package io.signalbox.backends.onnx;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Turns the states of a window into the dense features of a head: the mean, scaled to norm √384,
 * and the maximum, each dimension with mean 0 and deviation 1 over the training set.
 *
 * @param mean what is taken off
 * @param scale what the rest is multiplied by
 */
@SuppressWarnings("ArrayRecordComponent")
public record Scaling(float[] mean, float[] scale) {
  /** The number of dense features. */
  public static final int FEATURES = MiniLmEncoder.WIDTH;

  /** The dense features before any scaling. */
  public static float[] raw(TokenStates states) {
    return MiniLmEmbedder.unit(states.mean());
  }

  /** Scaled features, in a new array. */
  public float[] apply(float[] raw) {
    var scaled = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      scaled[i] = (raw[i] - mean[i]) * scale[i];
    }
    return scaled;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(mean.length);
    for (int i = 0; i < mean.length; i++) {
      out.writeFloat(mean[i]);
      out.writeFloat(scale[i]);
    }
  }

  static Scaling read(DataInputStream in) throws IOException {
    int size = in.readInt();
    var mean = new float[size];
    var scale = new float[size];
    for (int i = 0; i < size; i++) {
      mean[i] = in.readFloat();
      scale[i] = in.readFloat();
    }
    return new Scaling(mean, scale);
  }
}
