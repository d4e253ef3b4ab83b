package io.signalbox.server;

import io.signalbox.config.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be served. The message has a line for each problem. */
public final class ConfigRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial")
  private final List<Problem> problems;

  public ConfigRefusedException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
