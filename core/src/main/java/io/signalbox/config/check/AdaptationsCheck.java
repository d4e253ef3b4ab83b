package io.signalbox.config.check;

import io.signalbox.config.AdaptationsConfig;
import io.signalbox.config.AdaptationsConfig.Mode;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds a part of a decision's learning that is let do more than the decision as a whole. */
final class AdaptationsCheck {
  private final Places places;
  private final Problems problems;

  AdaptationsCheck(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  void check(AdaptationsConfig config) {
    part(config.mode(), config.adaptation(), config.adaptation().mode());
    part(config.mode(), config.protection(), config.protection().mode());
  }

  private void part(Mode most, Record part, @Nullable Mode own) {
    if (own != null && own.compareTo(most) < 0) {
      var allowed = most == Mode.BYPASS ? "bypass" : "observe or bypass";
      var word = own.name().toLowerCase(Locale.ROOT);
      problems.add(
          places.problem(part, "mode", word, allowed + ", since the decision's mode is no more"));
    }
  }
}
