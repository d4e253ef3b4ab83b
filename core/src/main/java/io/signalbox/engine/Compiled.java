package io.signalbox.engine;

import io.signalbox.config.tree.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a configuration.
 *
 * @param recipes ready to serve, or null when a problem is an error
 * @param problems errors and warnings, by line
 */
public record Compiled(@Nullable Recipes recipes, List<Problem> problems) {
  public Compiled {
    problems = List.copyOf(problems);
  }
}
