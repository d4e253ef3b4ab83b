package io.signalbox.server.admin.config;

import io.signalbox.config.Document;
import io.signalbox.config.tree.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a document as a start or a reload would, without bringing it into effect. */
@FunctionalInterface
public interface Trial {
  Outcome judge(String yaml);

  /**
   * What became of it.
   *
   * @param document what it says; null when that cannot be told
   * @param usable whether it would serve
   * @param problems what is wrong with it; warnings too
   */
  record Outcome(@Nullable Document document, boolean usable, List<Problem> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }
}
