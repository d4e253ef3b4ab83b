package io.signalbox.parts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores short documents against a text by BM25 (Robertson and others, "Okapi at TREC-3", 1994)
 * with k1 1.2 and b 0.75. Each occurrence of a term in the text counts; the rarity of a term is
 * {@code ln(1 + (N - n + 0.5) / (n + 0.5))}, which is never negative.
 */
public final class Bm25Index {
  private static final double K1 = 1.2;
  private static final double B = 0.75;
  private static final double LENGTH_OF_NOTHING = 256;

  private final int count;
  private final Map<String, List<Posting>> postings = new HashMap<>();

  private record Posting(int document, double weight) {}

  public Bm25Index(List<String> documents) {
    count = documents.size();
    var terms = documents.stream().map(Terms::of).toList();
    double total = terms.stream().mapToInt(List::size).sum();
    double average = total == 0 ? LENGTH_OF_NOTHING : total / count;
    var documentsByTerm = new HashMap<String, Integer>();
    terms.forEach(
        own -> new HashSet<>(own).forEach(term -> documentsByTerm.merge(term, 1, Integer::sum)));
    for (int i = 0; i < count; i++) {
      int document = i;
      double length = 1 - B + B * terms.get(i).size() / average;
      Text.tally(terms.get(i))
          .forEach((term, frequency) -> {
            int holding = documentsByTerm.getOrDefault(term, 0);
            double rarity = Math.log1p((count - holding + 0.5) / (holding + 0.5));
            double weight = rarity * frequency * (K1 + 1) / (frequency + K1 * length);
            postings
                .computeIfAbsent(term, any -> new ArrayList<>())
                .add(new Posting(document, weight));
          });
    }
  }

  /** The score of each document, 0 where it shares no term with the text. */
  public double[] scores(Text text) {
    var scores = new double[count];
    var terms = text.terms();
    // Whichever is smaller is looked up in the other.
    if (terms.size() < postings.size()) {
      terms.forEach((term, times) -> add(scores, postings.get(term), times));
    } else {
      postings.forEach((term, list) -> add(scores, list, terms.getOrDefault(term, 0)));
    }
    return scores;
  }

  private static void add(double[] scores, @Nullable List<Posting> postings, int times) {
    if (postings != null && times > 0) {
      postings.forEach(posting -> scores[posting.document] += times * posting.weight);
    }
  }
}
