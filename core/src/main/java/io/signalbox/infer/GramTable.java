package io.signalbox.infer;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a linear model over hashed n-grams ({@link Grams}): a whole number from -127 to
 * 127 for each bucket and label, with a scale for each label.
 *
 * <p>A label's logit is its bias plus the sum of the features' weights, divided by the square root
 * of their number.
 */
public final class GramTable {
  private static final int MAGIC = 0x53424e47;

  private final List<String> labels;
  private final byte[] weights;
  private final int buckets;
  private final float[] scales;
  private final float[] biases;
  private final float temperature;

  private GramTable(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("not a file of n-grams");
    }
    buckets = 1 << in.readInt();
    int classes = in.readInt();
    scales = new float[classes];
    biases = new float[classes];
    var names = new ArrayList<String>();
    for (int c = 0; c < classes; c++) {
      names.add(in.readUTF());
      scales[c] = in.readFloat();
      biases[c] = in.readFloat();
    }
    labels = List.copyOf(names);
    temperature = in.readFloat();
    weights = in.readNBytes(buckets * classes);
    if (weights.length < buckets * classes) {
      throw new IOException("the table of n-grams is cut");
    }
  }

  /**
   * Reads a table: a magic number, the logarithm of the number of buckets to base 2, the number of
   * labels, for each its name, scale and bias, a temperature, the weights.
   *
   * @throws IOException when the stream holds none, or not all of one
   */
  public static GramTable read(DataInputStream in) throws IOException {
    return new GramTable(in);
  }

  /** What it tells apart, in the order of its sums. */
  public List<String> labels() {
    return labels;
  }

  /** Adds the weights of a feature to the sums of the labels, which begin at an index. */
  public void add(int hash, int[] sums, int at) {
    int classes = scales.length;
    int row = Grams.bucket(hash, buckets) * classes;
    for (int c = 0; c < classes; c++) {
      sums[at + c] += weights[row + c];
    }
  }

  /**
   * How likely each label is, summing to 1.
   *
   * @param sums what {@link #add} made, one a label
   * @param features how many were added
   */
  public double[] chances(int[] sums, int features) {
    var chances = new double[scales.length];
    double root = Math.sqrt(Math.max(1, features));
    for (int c = 0; c < chances.length; c++) {
      chances[c] = (sums[c] * (double) scales[c] / root + biases[c]) / temperature;
    }
    return Softmax.inPlace(chances);
  }
}
