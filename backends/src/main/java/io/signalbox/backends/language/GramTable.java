package io.signalbox.backends.language;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipInputStream;

/**
 * How much sequences of one to three characters speak for a language: the weights of the language
 * model of Apache OpenNLP, read from the file that project publishes.
 *
 * <p>The file is a zip; its entry {@code langdetect.model} is a maximum-entropy model in OpenNLP's
 * binary form: the outcomes (ISO 639-3), then patterns of outcomes with the number of predicates
 * that have each, then the predicates in that order, then their weights. Here a predicate is packed
 * into a long and found by open addressing, and only languages with a two-letter code are kept:
 * some 11 MB instead of 40, and no object per predicate.
 */
final class GramTable {
  private static final String RESOURCE = "/langdetect-183.bin";
  private static final String ENTRY = "langdetect.model";
  private static final int LONGEST = 3;

  /** The model's languages that the JDK does not give a two-letter code. */
  private static final Map<String, String> CODES =
      Map.of(
          "cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "nob", "nb", "nno", "nn", "plt",
          "mg");

  private final List<String> columns;
  private final long[] keys;
  private final int[] predicates;
  private final int[] starts;
  private final byte[] outcomes;
  private final float[] weights;

  private GramTable(
      List<String> columns, long[] grams, int[] starts, byte[] outcomes, float[] weights) {
    this.columns = columns;
    this.starts = starts;
    this.outcomes = outcomes;
    this.weights = weights;
    int size = Integer.highestOneBit(grams.length * 2 - 1);
    keys = new long[size];
    predicates = new int[size];
    for (int i = 0; i < grams.length; i++) {
      int slot = slot(grams[i]);
      while (keys[slot] != 0) {
        slot = (slot + 1) & (size - 1);
      }
      keys[slot] = grams[i];
      predicates[slot] = i;
    }
  }

  /** Reads the table from the class path. */
  static GramTable load() {
    try (var file = GramTable.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(RESOURCE + ": missing from the class path");
      }
      var zip = new ZipInputStream(new BufferedInputStream(file));
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(ENTRY)) {
          return read(zip);
        }
      }
      throw new IllegalStateException(RESOURCE + ": has no " + ENTRY);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static GramTable read(InputStream stream) throws IOException {
    var in = new DataInputStream(new BufferedInputStream(stream, 1 << 16));
    if (!in.readUTF().equals("GIS")) {
      throw new IOException(RESOURCE + ": not a model of OpenNLP");
    }
    in.readInt();
    in.readDouble();
    var labels = new ArrayList<String>();
    for (int left = in.readInt(); left > 0; left--) {
      labels.add(code(in.readUTF()));
    }
    int patterns = in.readInt();
    var counts = new int[patterns];
    var patternOutcomes = new byte[patterns][];
    for (int i = 0; i < patterns; i++) {
      var numbers = in.readUTF().split(" ", -1);
      counts[i] = Integer.parseInt(numbers[0]);
      patternOutcomes[i] = new byte[numbers.length - 1];
      for (int j = 1; j < numbers.length; j++) {
        patternOutcomes[i][j - 1] = (byte) Integer.parseInt(numbers[j]);
      }
    }
    var grams = new long[in.readInt()];
    for (int i = 0; i < grams.length; i++) {
      grams[i] = packed(in.readUTF());
    }
    return weighed(in, labels, grams, counts, patternOutcomes);
  }

  private static GramTable weighed(
      DataInputStream in, List<String> labels, long[] grams, int[] counts, byte[][] patterns)
      throws IOException {
    var starts = new int[grams.length + 1];
    int room = 0;
    for (int i = 0; i < counts.length; i++) {
      room += counts[i] * patterns[i].length;
    }
    var outcomes = new byte[room];
    var weights = new float[room];
    int predicate = 0;
    int filled = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int left = counts[i]; left > 0; left--) {
        starts[predicate++] = filled;
        for (var outcome : patterns[i]) {
          double weight = in.readDouble();
          if (!labels.get(outcome).isEmpty()) {
            outcomes[filled] = outcome;
            weights[filled++] = (float) weight;
          }
        }
      }
    }
    Arrays.fill(starts, predicate, starts.length, filled);
    return new GramTable(
        List.copyOf(labels),
        grams,
        starts,
        Arrays.copyOf(outcomes, filled),
        Arrays.copyOf(weights, filled));
  }

  /** The two-letter code of a language of the model; empty where it has none. */
  private static String code(String label) {
    var special = CODES.get(label);
    if (special != null) {
      return special;
    }
    for (var writing : Writing.values()) {
      for (var language : writing.languages()) {
        if (Locale.of(language).getISO3Language().equals(label)) {
          return language;
        }
      }
    }
    return "";
  }

  /** Codes, one a column of {@link #scores}; empty for a column to ignore; some stand twice. */
  List<String> columns() {
    return columns;
  }

  /** What the sequences in a text say for each column, each sequence counted once. */
  float[] scores(CharSequence text) {
    var scores = new float[columns.size()];
    var seen = new long[starts.length / Long.SIZE + 1];
    for (int from = 0; from < text.length(); from++) {
      long gram = 0;
      for (int at = from; at < Math.min(text.length(), from + LONGEST); at++) {
        gram |= (long) text.charAt(at) << (Character.SIZE * (at - from));
        int predicate = predicate(gram);
        if (predicate >= 0 && (seen[predicate >> 6] >> predicate & 1) == 0) {
          seen[predicate >> 6] |= 1L << predicate;
          add(predicate, scores);
        }
      }
    }
    return scores;
  }

  private void add(int predicate, float[] scores) {
    for (int i = starts[predicate]; i < starts[predicate + 1]; i++) {
      scores[outcomes[i]] += weights[i];
    }
  }

  private int predicate(long gram) {
    for (int slot = slot(gram); keys[slot] != 0; slot = (slot + 1) & (keys.length - 1)) {
      if (keys[slot] == gram) {
        return predicates[slot];
      }
    }
    return -1;
  }

  private int slot(long gram) {
    return (int) ((gram * 0x9E3779B97F4A7C15L) >>> 40) & (keys.length - 1);
  }

  private static long packed(String gram) {
    long packed = 0;
    for (int i = 0; i < gram.length(); i++) {
      packed |= (long) gram.charAt(i) << (Character.SIZE * i);
    }
    return packed;
  }
}
