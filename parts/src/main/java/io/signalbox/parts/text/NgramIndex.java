package io.signalbox.parts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores keywords by the sequences of n characters that they share with the words of a text, and
 * with the text as a whole. Both are padded with n - 1 spaces on either side. Of all the sequences
 * that two strings have together a part d is not shared; they are alike by {@code 1 - d²}.
 */
public final class NgramIndex {
  private final int arity;
  private final boolean caseSensitive;
  private final int[] sizes;
  private final Map<String, List<Posting>> postings = new HashMap<>();

  private record Posting(int keyword, int count) {}

  /**
   * @param arity n, at least 2
   */
  public NgramIndex(List<String> keywords, int arity, boolean caseSensitive) {
    this.arity = arity;
    this.caseSensitive = caseSensitive;
    sizes = new int[keywords.size()];
    for (int i = 0; i < sizes.length; i++) {
      int keyword = i;
      var grams = new ArrayList<String>();
      grams(Word.folded(keywords.get(i), caseSensitive), grams);
      sizes[i] = grams.size();
      Text.tally(grams)
          .forEach((gram, count) ->
              postings
                  .computeIfAbsent(gram, any -> new ArrayList<>())
                  .add(new Posting(keyword, count)));
    }
  }

  /** The likeness of each keyword, 0 to 1, to what is most like it. */
  public double[] scores(Text text) {
    var scores = new double[sizes.length];
    var shared = new int[sizes.length];
    for (var word : text.hyphenated(caseSensitive)) {
      score(word, shared, scores);
    }
    score(text.folded(caseSensitive), shared, scores);
    return scores;
  }

  private void score(String string, int[] shared, double[] scores) {
    var known = new HashMap<String, Integer>();
    int size = known(string, known);
    var touched = new ArrayList<Integer>();
    known.forEach((gram, count) -> {
      for (var posting : list(gram)) {
        if (shared[posting.keyword] == 0) {
          touched.add(posting.keyword);
        }
        shared[posting.keyword] += Math.min(count, posting.count);
      }
    });
    for (int keyword : touched) {
      double all = size + sizes[keyword] - shared[keyword];
      double different = 1 - shared[keyword] / all;
      scores[keyword] = Math.max(scores[keyword], 1 - different * different);
      shared[keyword] = 0;
    }
  }

  private List<Posting> list(String gram) {
    @Nullable List<Posting> list = postings.get(gram);
    return list == null ? List.of() : list;
  }

  /** Counts the sequences that some keyword has; returns how many there are in all. */
  private int known(String string, Map<String, Integer> known) {
    var padded = padded(string);
    int start = 0;
    int end = padded.offsetByCodePoints(0, arity);
    int size = 1;
    while (true) {
      var gram = padded.substring(start, end);
      if (postings.containsKey(gram)) {
        known.merge(gram, 1, Integer::sum);
      }
      if (end == padded.length()) {
        return size;
      }
      start = padded.offsetByCodePoints(start, 1);
      end = padded.offsetByCodePoints(end, 1);
      size++;
    }
  }

  private void grams(String string, List<String> grams) {
    var padded = padded(string);
    int start = 0;
    int end = padded.offsetByCodePoints(0, arity);
    grams.add(padded.substring(start, end));
    while (end < padded.length()) {
      start = padded.offsetByCodePoints(start, 1);
      end = padded.offsetByCodePoints(end, 1);
      grams.add(padded.substring(start, end));
    }
  }

  private String padded(String string) {
    var padding = " ".repeat(arity - 1);
    return padding + string + padding;
  }
}
