package io.signalbox.backends.cache;

import java.util.Arrays;

/**
 * The signs of vectors, one bit a number. The array is made of blocks of {@link #BLOCK} vectors; in
 * a block the first words of all lie beside each other, then the second ones, and so on, so that
 * the compiler counts the bits of several vectors at once. It does so only because words and counts
 * are of different types, and can therefore not be one array.
 */
final class Sketches {
  /** So many candidates are compared exactly, and some more that differ as little. */
  private static final int CANDIDATES = 256;

  /** How far a sketch may be off, in standard deviations of independent signs. */
  private static final double SLACK = 5;

  private static final int BLOCK = 128;

  private final int dimensions;
  private final int words;
  private long[] bits;

  Sketches(int dimensions) {
    this.dimensions = dimensions;
    this.words = Math.ceilDiv(dimensions, Long.SIZE);
    this.bits = new long[2 * BLOCK * words];
  }

  void set(int place, float[] vector) {
    int block = place / BLOCK * BLOCK * words;
    if (block >= bits.length) {
      int blocks = bits.length / (BLOCK * words);
      bits = Arrays.copyOf(bits, (blocks + Math.ceilDiv(blocks, 2)) * BLOCK * words);
    }
    var signs = signs(vector);
    for (int word = 0; word < words; word++) {
      bits[block + word * BLOCK + place % BLOCK] = signs[word];
    }
  }

  private long[] signs(float[] vector) {
    var signs = new long[words];
    for (int i = 0; i < vector.length; i++) {
      signs[i / Long.SIZE] |= (long) (Float.floatToRawIntBits(vector[i]) >>> 31) << i;
    }
    return signs;
  }

  /**
   * The places of what may be near a vector.
   *
   * @param size how many places there are
   * @param most how many are wanted in the end
   * @param least the least cosine that counts
   */
  int[] candidates(float[] vector, int size, int most, double least) {
    var query = signs(vector);
    var found = new Found();
    var differing = new int[BLOCK];
    int farthest = farthest(least);
    for (int first = 0; first < size; first += BLOCK) {
      count(first * words, query, differing);
      int end = Math.min(BLOCK, size - first);
      for (int i = 0; i < end; i++) {
        if (differing[i] <= farthest) {
          found.add(first + i, differing[i]);
        }
      }
    }
    return found.best(Math.max(CANDIDATES, 8 * most), dimensions);
  }

  /** The most signs in which a vector of that cosine can be thought to differ. */
  private int farthest(double least) {
    double share = Math.acos(Math.clamp(least, -1, 1)) / Math.PI;
    double deviation = Math.sqrt(dimensions * share * (1 - share));
    return (int) Math.min(dimensions, Math.ceil(dimensions * share + SLACK * deviation + 1));
  }

  /** In how many signs each vector of the block differs. */
  private void count(int block, long[] query, int[] differing) {
    first(bits, block, query[0], differing);
    for (int word = 1; word < words; word++) {
      next(bits, block + word * BLOCK, query[word], differing);
    }
  }

  private static void first(long[] bits, int from, long query, int[] differing) {
    for (int i = 0; i < BLOCK; i++) {
      differing[i] = Long.bitCount(bits[from + i] ^ query);
    }
  }

  private static void next(long[] bits, int from, long query, int[] differing) {
    for (int i = 0; i < BLOCK; i++) {
      differing[i] += Long.bitCount(bits[from + i] ^ query);
    }
  }

  /** Places with the number of signs in which they differ. */
  private static final class Found {
    private long[] found = new long[256];
    private int size;

    void add(int place, long differing) {
      if (size == found.length) {
        found = Arrays.copyOf(found, 2 * size);
      }
      found[size++] = differing << Integer.SIZE | place;
    }

    /** Those that differ least: so many, and all that differ as the last of them. */
    int[] best(int wanted, int dimensions) {
      long bar = size <= wanted ? dimensions : bar(wanted, dimensions);
      var places = new int[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        if (found[i] >> Integer.SIZE <= bar) {
          // The lower half is the place.
          places[count++] = (int) found[i];
        }
      }
      return Arrays.copyOf(places, count);
    }

    private int bar(int wanted, int dimensions) {
      var counts = new int[dimensions + 1];
      for (int i = 0; i < size; i++) {
        counts[(int) (found[i] >> Integer.SIZE)]++;
      }
      int bar = 0;
      for (int sum = counts[0]; sum < wanted; sum += counts[bar]) {
        bar++;
      }
      return bar;
    }
  }
}
