package io.signalbox.operator.backend;

import java.util.List;

/**
 * What became of {@code spec.vllmEndpoints}.
 *
 * @param backends those with an address, in the order of the endpoints
 * @param problems the others, in the same order; a problem of one endpoint drops no other
 */
public record Resolution(List<ResolvedBackend> backends, List<BackendProblem> problems) {
  public Resolution {
    backends = List.copyOf(backends);
    problems = List.copyOf(problems);
  }
}
