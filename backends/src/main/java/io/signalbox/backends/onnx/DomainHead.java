package io.signalbox.backends.onnx;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The trained head that turns one window into a distribution over domains.
 *
 * <p>Its logits are the mean of a few perceptrons on dense features plus a weighted linear layer on
 * hashed n-grams, divided by a temperature. File format, big-endian: magic {@code SBDH}, version,
 * checksum of the training set (UTF), number of labels and labels (UTF), temperature, n-gram
 * weight, {@link Scaling}, number of perceptrons and {@link Perceptron}s, {@link NgramTable}.
 *
 * @param trainingSet SHA-256 over the training files
 * @param labels the domains, in the order of the outputs
 * @param temperature what the logits are divided by
 * @param ngramWeight how much the n-grams count beside the perceptrons
 */
public record DomainHead(
    String trainingSet,
    List<String> labels,
    float temperature,
    float ngramWeight,
    Scaling scaling,
    List<Perceptron> perceptrons,
    NgramTable ngrams) {
  /** The version of the file format that this code reads and writes. */
  public static final int VERSION = 1;

  private static final int MAGIC = 0x53424448;
  private static final String RESOURCE = "/io/signalbox/backends/onnx/domain-head.bin";

  public DomainHead {
    labels = List.copyOf(labels);
    perceptrons = List.copyOf(perceptrons);
  }

  /** The head that ships with this module. */
  public static DomainHead bundled() {
    try {
      return read(new ByteArrayInputStream(MiniLmModel.read(RESOURCE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The probability of each label for one window, from its raw dense features and its n-grams. */
  public double[] probabilities(float[] raw, SparseVector grams) {
    return softmax(logits(raw, grams), temperature);
  }

  private float[] logits(float[] raw, SparseVector grams) {
    var sums = denseLogits(raw);
    var linear = ngrams.apply(grams);
    for (int l = 0; l < sums.length; l++) {
      sums[l] += ngramWeight * linear[l];
    }
    return sums;
  }

  /** The mean of the perceptrons' logits for the raw dense features of a window. */
  public float[] denseLogits(float[] raw) {
    var features = scaling.apply(raw);
    var sums = new float[labels.size()];
    for (Perceptron perceptron : perceptrons) {
      var logits = perceptron.apply(features);
      for (int l = 0; l < sums.length; l++) {
        sums[l] += logits[l] / perceptrons.size();
      }
    }
    return sums;
  }

  /** The same head with another balance and temperature. */
  public DomainHead with(float newNgramWeight, float newTemperature) {
    return new DomainHead(
        trainingSet, labels, newTemperature, newNgramWeight, scaling, perceptrons, ngrams);
  }

  /** The distribution that logits stand for. */
  public static double[] softmax(float[] logits, double temperature) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    var result = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.exp((logits[i] - largest) / temperature);
      sum += result[i];
    }
    for (int i = 0; i < result.length; i++) {
      result[i] /= sum;
    }
    return result;
  }

  public void write(OutputStream target) throws IOException {
    var out = new DataOutputStream(target);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(trainingSet);
    out.writeInt(labels.size());
    for (String label : labels) {
      out.writeUTF(label);
    }
    out.writeFloat(temperature);
    out.writeFloat(ngramWeight);
    scaling.write(out);
    out.writeInt(perceptrons.size());
    for (Perceptron perceptron : perceptrons) {
      perceptron.write(out);
    }
    ngrams.write(out);
    out.flush();
  }

  /** Reads a head; refuses what is not one, or is of another version. */
  public static DomainHead read(InputStream source) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(source));
    if (in.readInt() != MAGIC) {
      throw new IOException("domain head: not a head file (expected: magic SBDH)");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("domain head: version " + version + " (expected: " + VERSION + ")");
    }
    var trainingSet = in.readUTF();
    int size = in.readInt();
    var labels = new ArrayList<String>(size);
    for (int i = 0; i < size; i++) {
      labels.add(in.readUTF());
    }
    float temperature = in.readFloat();
    float ngramWeight = in.readFloat();
    var scaling = Scaling.read(in);
    int count = in.readInt();
    var perceptrons = new ArrayList<Perceptron>(count);
    for (int i = 0; i < count; i++) {
      perceptrons.add(Perceptron.read(in));
    }
    return new DomainHead(
        trainingSet,
        labels,
        temperature,
        ngramWeight,
        scaling,
        perceptrons,
        NgramTable.read(in, size));
  }
}
