package io.signalbox.training;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deals texts into folds so that near-duplicates are never on both sides of a split.
 *
 * <p>Two texts are near-duplicates when they have the same words, or when the Jaccard index of
 * their runs of five words is 0.5 or more; a run counts for the first 40 texts that hold it. The
 * fold of a cluster follows from the least key in it.
 */
final class Folds {
  static final int COUNT = 5;

  private static final int RUN_WORDS = 5;
  private static final int COMMON = 40;
  private static final double NEAR = 0.5;

  private final int[] parents;

  private Folds(int size) {
    parents = new int[size];
    Arrays.setAll(parents, i -> i);
  }

  /** The fold of each example, 0 to {@link #COUNT} less one. */
  static int[] of(List<Example> examples) {
    var folds = new Folds(examples.size());
    var keys = examples.stream().map(example -> TextKey.of(example.text())).toArray(String[]::new);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      Integer twin = seen.putIfAbsent(keys[i], i);
      if (twin != null) {
        folds.join(i, twin);
      }
    }
    folds.joinNear(examples);
    Map<Integer, String> least = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      least.merge(folds.root(i), keys[i], (a, b) -> a.compareTo(b) < 0 ? a : b);
    }
    var result = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      var key = least.getOrDefault(folds.root(i), keys[i]);
      result[i] = Integer.parseUnsignedInt(key.substring(0, 7), 16) % COUNT;
    }
    return result;
  }

  private void joinNear(List<Example> examples) {
    Map<Integer, int[]> holders = new HashMap<>();
    var runs = examples.stream().map(example -> runs(example.text())).toList();
    for (int i = 0; i < runs.size(); i++) {
      Map<Integer, Integer> shared = new HashMap<>();
      for (int run : runs.get(i)) {
        var before = holders.getOrDefault(run, new int[0]);
        for (int other : before) {
          shared.merge(other, 1, Integer::sum);
        }
        if (before.length < COMMON) {
          var after = Arrays.copyOf(before, before.length + 1);
          after[before.length] = i;
          holders.put(run, after);
        }
      }
      int self = i;
      shared.forEach((other, count) -> {
        int union = runs.get(self).size() + runs.get(other).size() - count;
        if (count >= NEAR * union) {
          join(self, other);
        }
      });
    }
  }

  private static Set<Integer> runs(String text) {
    var words = TextKey.words(text).split(" ");
    Set<Integer> runs = new HashSet<>();
    for (int i = 0; i + RUN_WORDS <= words.length; i++) {
      runs.add(Arrays.hashCode(Arrays.copyOfRange(words, i, i + RUN_WORDS)));
    }
    return runs;
  }

  private void join(int a, int b) {
    parents[root(a)] = root(b);
  }

  private int root(int i) {
    int node = i;
    while (parents[node] != node) {
      parents[node] = parents[parents[node]];
      node = parents[node];
    }
    return node;
  }
}
