package io.signalbox.parts.guard;

import io.signalbox.infer.Coverage;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the guard finds in a text.
 *
 * @param risk how likely what counts as an attack is, 0 to 1
 * @param labels how likely each kind is: {@code jailbreak}, {@code injection}, {@code harmful}
 * @param techniques how an attack was disguised; empty where none was found in a disguise
 * @param coverage how much of the text the encoder read
 */
public record Assessment(
    double risk, Map<String, Double> labels, Set<Technique> techniques, Coverage coverage) {
  /** What holds of a text that says nothing. */
  public static final Assessment CLEAN =
      new Assessment(
          0,
          Map.of("jailbreak", 0.0, "injection", 0.0, "harmful", 0.0),
          Set.of(),
          Coverage.COMPLETE);

  public Assessment {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    var all = EnumSet.noneOf(Technique.class);
    all.addAll(techniques);
    techniques = Collections.unmodifiableSet(all);
  }

  /** The worse of two texts. */
  public Assessment and(Assessment other) {
    var worst = new LinkedHashMap<>(labels);
    other.labels.forEach((label, probability) -> worst.merge(label, probability, Math::max));
    var all = EnumSet.noneOf(Technique.class);
    all.addAll(techniques);
    all.addAll(other.techniques);
    return new Assessment(Math.max(risk, other.risk), worst, all, coverage.plus(other.coverage));
  }
}
