package io.signalbox.parts.guard;

import io.signalbox.infer.GramTable;
import io.signalbox.infer.Grams;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
  private static final int[] WINDOWS = {32, 128};

  private final GramTable table;

  private NgramHead(GramTable table) {
    this.table = table;
  }

  static NgramHead read(InputStream stream) {
    try (var in = new DataInputStream(new BufferedInputStream(stream))) {
      return new NgramHead(GramTable.read(in));
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
    Grams.of(text, false, sums);
    var best = new double[table.labels().size()];
    best[0] = 1;
    if (sums.tokens > 0) {
      for (int size : WINDOWS) {
        windows(sums, size, best);
      }
    }
    var told = new LinkedHashMap<String, Double>();
    for (int c = 0; c < best.length; c++) {
      told.put(table.labels().get(c), best[c]);
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
    var inside = new int[best.length];
    for (int c = 0; c < best.length; c++) {
      inside[c] = sums.totals[end * best.length + c] - sums.totals[start * best.length + c];
    }
    var chances = table.chances(inside, sums.counts[end] - sums.counts[start]);
    best[0] = Math.min(best[0], chances[0]);
    for (int c = 1; c < best.length; c++) {
      best[c] = Math.max(best[c], chances[c]);
    }
  }

  /**
   * Running sums by token: of the features' number, and of their weights for each class. They may
   * wrap around; their differences over a window do not.
   */
  private final class Sums implements Grams.Sink {
    private int[] totals = new int[64 * table.labels().size()];
    private int[] counts = new int[64];
    private int tokens;

    @Override
    public void feature(int hash) {
      table.add(hash, totals, (tokens + 1) * table.labels().size());
      counts[tokens + 1]++;
    }

    @Override
    public void token() {
      tokens++;
      if (tokens + 2 > counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
        totals = Arrays.copyOf(totals, counts.length * table.labels().size());
      }
      int classes = table.labels().size();
      counts[tokens + 1] = counts[tokens];
      System.arraycopy(totals, tokens * classes, totals, (tokens + 1) * classes, classes);
    }
  }
}
