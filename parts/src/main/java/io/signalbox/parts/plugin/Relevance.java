package io.signalbox.parts.plugin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How much each of some texts has to do with a question: Okapi BM25 (Robertson and Zaragoza 2009,
 * 3.5) as a share of the most a text could score. Words of the question that no text has do not
 * count, so a long question does not make everything irrelevant.
 */
final class Relevance {
  /** What measures it, in a word. */
  static final String NAME = "bm25";

  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private final List<Map<String, Integer>> counts = new ArrayList<>();
  private final List<Integer> lengths = new ArrayList<>();
  private final Map<String, Integer> spread = new HashMap<>();
  private final double meanLength;

  Relevance(List<String> texts) {
    long total = 0;
    for (var text : texts) {
      var terms = Terms.of(text);
      var own = new HashMap<String, Integer>();
      terms.forEach(term -> own.merge(term, 1, Integer::sum));
      own.keySet().forEach(term -> spread.merge(term, 1, Integer::sum));
      counts.add(own);
      lengths.add(terms.size());
      total += terms.size();
    }
    meanLength = Math.max(1, total / (double) Math.max(1, texts.size()));
  }

  /** Each text's relevance, 0 to 1. */
  double[] to(String question) {
    var asked = new HashSet<>(Terms.of(question));
    asked.retainAll(spread.keySet());
    var scores = new double[counts.size()];
    double most = 0;
    for (var term : asked) {
      int having = spread.getOrDefault(term, 0);
      double rarity = Math.log(1 + (counts.size() - having + 0.5) / (having + 0.5));
      most += rarity;
      for (int i = 0; i < scores.length; i++) {
        scores[i] += rarity * weight(counts.get(i).getOrDefault(term, 0), lengths.get(i));
      }
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] = most == 0 ? 0 : Math.min(1, scores[i] / most);
    }
    return scores;
  }

  private double weight(int count, int length) {
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / meanLength));
  }
}
