package io.signalbox.server.cases;

import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a test ended.
 *
 * @param placed the test
 * @param routed what was decided, or null when nothing was
 * @param differences what is not as it must be; empty when it passed
 * @param took the time for it
 */
public record CaseResult(
    CaseFile.Placed placed, @Nullable Routed routed, List<Difference> differences, Duration took) {
  public CaseResult {
    differences = List.copyOf(differences);
  }

  public boolean passed() {
    return differences.isEmpty();
  }

  /** Where the request went, in a few words. */
  public String route() {
    if (routed == null) {
      return "not routed";
    }
    var decision = routed.decisionName().isEmpty() ? "no decision" : routed.decisionName();
    return decision + " → " + routed.model().name();
  }
}
