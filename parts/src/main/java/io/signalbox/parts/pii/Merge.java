package io.signalbox.parts.pii;

import io.signalbox.infer.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Settles what findings overlap, so that each character is of one type at most. */
final class Merge {
  /** What rules have proof of first, then by how sure; of equally sure ones the longer. */
  private static final Comparator<Finding> RANK =
      Comparator.comparingInt((Finding f) -> -tier(f))
          .thenComparingInt(f -> -f.length())
          .thenComparingDouble(f -> -f.score())
          .thenComparing(f -> !f.rule())
          .thenComparingInt(Finding::start)
          .thenComparing(Finding::type);

  private Merge() {}

  private static int tier(Finding finding) {
    double score = finding.score();
    if (finding.rule() && score >= Scores.TOLD) {
      return 3;
    }
    return score >= Scores.FORM ? 2 : score >= 0.5 ? 1 : 0;
  }

  /** The findings that stand, in the order of the text. */
  static List<Entity> settled(List<Finding> findings) {
    var ranked = new ArrayList<>(findings);
    ranked.sort(RANK);
    var kept = new TreeMap<Integer, Finding>();
    for (var finding : ranked) {
      var before = kept.floorEntry(finding.end() - 1);
      if (before == null || before.getValue().end() <= finding.start()) {
        kept.put(finding.start(), finding);
      }
    }
    return kept.values().stream()
        .map(f -> new Entity(f.type(), f.start(), f.end(), f.score()))
        .toList();
  }
}
