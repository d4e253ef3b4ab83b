package io.signalbox.parts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells how alike a text is to each of many exemplars, 0 to 1, by their words: the cosine of
 * vectors that weigh a term ({@link Terms}) and a sequence of three characters by how often it
 * stands in a text and how few exemplars hold it. Terms weigh twice as much as sequences, which are
 * there for words in another form.
 */
public final class ExemplarIndex {
  private static final double TERM = 2;
  private static final String SEQUENCE = "#";

  private final int count;
  private final Map<String, Feature> features = new HashMap<>();

  /** A term or sequence: how rare it is, and the exemplars that hold it. */
  private static final class Feature {
    private double rarity;
    private final List<Posting> postings = new ArrayList<>();
  }

  private record Posting(int exemplar, double weight) {}

  public ExemplarIndex(List<String> exemplars) {
    count = exemplars.size();
    var counts = exemplars.stream().map(ExemplarIndex::features).toList();
    counts.forEach(own ->
        own.keySet().forEach(key -> features.computeIfAbsent(key, any -> new Feature()).rarity++));
    features
        .values()
        .forEach(feature -> feature.rarity = 1 + Math.log((count + 1.0) / (feature.rarity + 1)));
    for (int i = 0; i < count; i++) {
      int exemplar = i;
      var weights = weights(counts.get(i));
      double norm = norm(weights);
      weights.forEach((key, weight) -> {
        var feature = features.get(key);
        if (feature != null) {
          feature.postings.add(new Posting(exemplar, weight / norm));
        }
      });
    }
  }

  /** How alike each exemplar is to a text. */
  public double[] likeness(String text) {
    var likeness = new double[count];
    var weights = weights(features(text));
    double norm = norm(weights);
    weights.forEach((key, weight) -> {
      var feature = features.get(key);
      if (feature != null) {
        for (var posting : feature.postings) {
          likeness[posting.exemplar] += weight / norm * posting.weight;
        }
      }
    });
    for (int i = 0; i < count; i++) {
      likeness[i] = Math.clamp(likeness[i], 0, 1);
    }
    return likeness;
  }

  private static Map<String, Integer> features(String text) {
    var features = new LinkedHashMap<>(Terms.counts(text));
    for (var gram : Likeness.grams(Terms.of(text))) {
      features.merge(SEQUENCE + gram, 1, Integer::sum);
    }
    return features;
  }

  /** A feature that no exemplar holds is as rare as one can be. */
  private Map<String, Double> weights(Map<String, Integer> counts) {
    double unknown = 1 + Math.log(count + 1.0);
    var weights = new LinkedHashMap<String, Double>();
    counts.forEach((key, times) -> {
      var feature = features.get(key);
      double rarity = feature == null ? unknown : feature.rarity;
      double kind = key.startsWith(SEQUENCE) ? 1 : TERM;
      weights.put(key, kind * rarity * (1 + Math.log(times)));
    });
    return weights;
  }

  private static double norm(Map<String, Double> weights) {
    double squares = weights.values().stream().mapToDouble(weight -> weight * weight).sum();
    return squares == 0 ? 1 : Math.sqrt(squares);
  }
}
