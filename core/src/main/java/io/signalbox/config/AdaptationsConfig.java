package io.signalbox.config;

import org.jspecify.annotations.Nullable;

/** What a decision lets the router's learning do to it. */
public record AdaptationsConfig(
    @Doc("Whether learning may change the model, is only watched, or is left out.")
        @Default("apply")
        Mode mode,
    @Doc("Of the choice by experience.") @Default("{}") Adaptation adaptation,
    @Doc("Of the protection of conversations.") @Default("{}") Protection protection) {

  /** What learning may do. */
  public enum Mode {
    /** It may change the model. */
    APPLY,
    /** What it would do is told, and not done. */
    OBSERVE,
    /** It is left out. */
    BYPASS
  }

  /** What a decision lets the choice by experience do. */
  public record Adaptation(
      @Doc("The decision's mode when absent; never more than that.") @Nullable Mode mode,
      @Doc("Which models may be chosen; as configured for all decisions when absent.")
          @Nullable CandidateSet candidateSet) {}

  /** What a decision lets the protection of conversations do. */
  public record Protection(
      @Doc("The decision's mode when absent; never more than that.") @Nullable Mode mode,
      @Doc("How heavily the cost of a switch weighs, for this decision.") @Range(min = 0)
          @Nullable Double stabilityWeight,
      @Doc("The least gain of a switch, for this decision.") @Range(min = 0)
          @Nullable Double switchMargin) {}

  /** Which models a choice by experience may fall on. */
  public enum CandidateSet {
    /** Those of the decision. */
    DECISION
  }

  /** What the choice by experience may do. */
  public Mode adapting() {
    return adaptation.mode() == null ? mode : adaptation.mode();
  }

  /** What the protection of conversations may do. */
  public Mode protecting() {
    return protection.mode() == null ? mode : protection.mode();
  }
}
