package io.signalbox.parts.meaning;

import io.signalbox.config.PrototypeScoring;
import io.signalbox.infer.Embedder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What is left of a set of examples, and how like them a text is.
 *
 * <p>Examples near to each other are gathered: the first that stands alone takes in all that are at
 * least as near to it as the configuration says, and so on. Each group is stood for by its medoid,
 * the member that is nearest to the others. Where there are more groups than may count, the largest
 * stay, of those the closest, of those the first in the alphabet.
 */
final class PrototypeBank {
  private final List<float[]> prototypes;
  private final PrototypeScoring scoring;

  private PrototypeBank(List<float[]> prototypes, PrototypeScoring scoring) {
    this.prototypes = prototypes;
    this.scoring = scoring;
  }

  /** An example with its vector, of norm 1. */
  record Example(String text, float[] vector) {}

  /** The bank of examples that differ from each other. */
  static PrototypeBank of(List<Example> examples, PrototypeScoring scoring) {
    var vectors =
        scoring.enabled()
            ? groups(examples, scoring.clusterSimilarityThreshold()).stream()
                .sorted(
                    Comparator.comparingInt((Group group) -> -group.size)
                        .thenComparingDouble(group -> -group.closeness)
                        .thenComparing(group -> group.medoid.text))
                .limit(scoring.maxPrototypes())
                .map(group -> group.medoid.vector)
                .toList()
            : examples.stream().map(Example::vector).toList();
    return new PrototypeBank(vectors, scoring);
  }

  /**
   * Examples near to each other.
   *
   * @param closeness the mean cosine of two of them; 1 for one alone
   */
  private record Group(Example medoid, int size, double closeness) {}

  private static List<Group> groups(List<Example> examples, double least) {
    var groups = new ArrayList<Group>();
    var taken = new boolean[examples.size()];
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        continue;
      }
      var members = new ArrayList<Example>(List.of(examples.get(i)));
      for (int k = i + 1; k < taken.length; k++) {
        if (!taken[k] && Embedder.cosine(examples.get(i).vector, examples.get(k).vector) >= least) {
          taken[k] = true;
          members.add(examples.get(k));
        }
      }
      groups.add(group(members));
    }
    return groups;
  }

  private static Group group(List<Example> members) {
    if (members.size() == 1) {
      return new Group(members.getFirst(), 1, 1);
    }
    var medoid = members.getFirst();
    double nearest = Double.NEGATIVE_INFINITY;
    double all = 0;
    for (int i = 0; i < members.size(); i++) {
      double sum = 0;
      for (int k = 0; k < members.size(); k++) {
        sum += k == i ? 0 : Embedder.cosine(members.get(i).vector, members.get(k).vector);
      }
      all += sum;
      if (sum > nearest) {
        nearest = sum;
        medoid = members.get(i);
      }
    }
    int size = members.size();
    return new Group(medoid, size, all / size / (size - 1));
  }

  int size() {
    return prototypes.size();
  }

  /** How like a vector is; 0 for a bank of nothing. */
  Likeness likeness(float[] vector) {
    int count = prototypes.size();
    if (count == 0) {
      return Likeness.NONE;
    }
    var cosines = prototypes.stream().mapToDouble(own -> Embedder.cosine(own, vector)).toArray();
    double mean = Arrays.stream(cosines).sum() / count;
    Arrays.sort(cosines);
    int few = scoring.topM() == 0 ? count : Math.min(scoring.topM(), count);
    double sum = 0;
    for (int i = count - few; i < count; i++) {
      sum += cosines[i];
    }
    double best = scoring.bestWeight();
    return new Likeness(best * cosines[count - 1] + (1 - best) * sum / few, mean);
  }
}
