package io.signalbox.decide;

import java.util.List;

/**
 * Why a decision was taken: what every part of every decision's rule said.
 *
 * @param considered in the order they are configured
 * @param projections what was computed from the signals before the rules were asked
 */
public record Explanation(List<Considered> considered, ProjectionTrace projections) {
  public Explanation {
    considered = List.copyOf(considered);
  }

  /**
   * One decision as it was judged.
   *
   * @param rule what its rule said, part by part
   * @param fate why it won or lost
   */
  public record Considered(Decision decision, Judged rule, Fate fate) {}
}
