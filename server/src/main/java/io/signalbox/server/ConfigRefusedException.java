package io.signalbox.server;

import io.signalbox.config.tree.Problem;
import java.util.List;

/** A configuration that cannot be served. */
public final class ConfigRefusedException extends RuntimeException {
  private final List<Problem> problems;

  public ConfigRefusedException(List<Problem> problems) {
    super("%d problems in the configuration".formatted(problems.size()));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, by line. */
  public List<Problem> problems() {
    return problems;
  }
}
