package io.signalbox.parts.guard;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A linear model over hashed n-grams ({@link Grams}), in windows of a text. Because it is linear
 * and a feature belongs to one token, sums over windows are differences of running sums: all
 * windows of all sizes cost one pass.
 *
 * <p>A window's logit of a class is its bias plus the sum of its features' weights, divided by the
 * square root of their number. A short window finds an order in a long document, a long one a story
 * that is an attack only as a whole. Told of each class is its highest probability over the
 * windows, of the first class (benign) its lowest.
 */
final class NgramHead {
  private static final int MAGIC = 0x53424e47;
  private static final int[] WINDOWS = {32, 128};

  private final List<String> labels;
  private final byte[] table;
  private final int buckets;
  private final float[] scales;
  private final float[] biases;
  private final float temperature;

  private NgramHead(DataInputStream in) throws IOException {
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
    table = in.readNBytes(buckets * classes);
    if (table.length < buckets * classes) {
      throw new IOException("the table of n-grams is cut");
    }
  }

  static NgramHead read(InputStream stream) {
    try (var in = new DataInputStream(new BufferedInputStream(stream))) {
      return new NgramHead(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head that ships. */
  static NgramHead shipped() {
    return Shipped.HEAD;
  }

  /** Half a megabyte, read when it is first asked for, and once. */
  private static final class Shipped {
    static final NgramHead HEAD =
        read(Objects.requireNonNull(NgramHead.class.getResourceAsStream("ngrams.bin")));
  }

  /** How likely each label is at its likeliest place; {@code benign} at its least likely. */
  Map<String, Double> classify(String text) {
    var sums = new Sums();
    Grams.of(text, sums);
    var best = new double[labels.size()];
    best[0] = 1;
    if (sums.tokens > 0) {
      for (int size : WINDOWS) {
        windows(sums, size, best);
      }
    }
    var told = new LinkedHashMap<String, Double>();
    for (int c = 0; c < best.length; c++) {
      told.put(labels.get(c), best[c]);
    }
    return told;
  }

  private void windows(Sums sums, int size, double[] best) {
    int last = Math.max(0, sums.tokens - size);
    for (int start = 0; start < last; start += size / 2) {
      window(sums, start, start + size, best);
    }
    window(sums, last, sums.tokens, best);
  }

  private void window(Sums sums, int start, int end, double[] best) {
    int classes = labels.size();
    double features = Math.max(1, sums.counts[end] - sums.counts[start]);
    var weights = new double[classes];
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      double sum = sums.totals[end * classes + c] - sums.totals[start * classes + c];
      weights[c] = (sum * scales[c] / Math.sqrt(features) + biases[c]) / temperature;
      highest = Math.max(highest, weights[c]);
    }
    double all = 0;
    for (int c = 0; c < classes; c++) {
      weights[c] = Math.exp(weights[c] - highest);
      all += weights[c];
    }
    for (int c = 0; c < classes; c++) {
      double probability = weights[c] / all;
      best[c] = c == 0 ? Math.min(best[0], probability) : Math.max(best[c], probability);
    }
  }

  /**
   * Running sums by token: of the features' number, and of their weights for each class. They may
   * wrap around; their differences over a window do not.
   */
  private final class Sums implements Grams.Sink {
    private int[] totals = new int[64 * labels.size()];
    private int[] counts = new int[64];
    private int tokens;

    @Override
    public void feature(int hash) {
      int classes = labels.size();
      int row = Grams.bucket(hash, buckets) * classes;
      int at = (tokens + 1) * classes;
      for (int c = 0; c < classes; c++) {
        totals[at + c] += table[row + c];
      }
      counts[tokens + 1]++;
    }

    @Override
    public void token() {
      tokens++;
      if (tokens + 2 > counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
        totals = Arrays.copyOf(totals, counts.length * labels.size());
      }
      int classes = labels.size();
      counts[tokens + 1] = counts[tokens];
      System.arraycopy(totals, tokens * classes, totals, (tokens + 1) * classes, classes);
    }
  }
}
