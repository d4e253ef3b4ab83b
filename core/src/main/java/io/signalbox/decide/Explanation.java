package io.signalbox.decide;

import io.signalbox.signal.SignalName;
import java.util.List;

/**
 * Why a decision was taken: what every decision's rule said at the end.
 *
 * @param considered in the order they are configured
 */
public record Explanation(List<Considered> considered) {
  public Explanation {
    considered = List.copyOf(considered);
  }

  /**
   * One decision as it was judged.
   *
   * @param decision its name
   * @param truth what its rule said; {@code UNKNOWN} when a signal failed or nobody had to know
   * @param confidence of the rule when it holds
   * @param matched the leaves that made it hold
   */
  public record Considered(
      String decision, Truth truth, double confidence, List<SignalName> matched) {}
}
