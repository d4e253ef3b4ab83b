package io.signalbox.config;

/** What the router learns from one call for the next. */
public record LearningConfig(
    @Doc("Whether it learns at all.") @Default("false") boolean enabled,
    @Doc("The choice of models by experience.") @Default("{}") Adaptation adaptation,
    @Doc("Keeping a conversation with its model.") @Default("{}") Protection protection,
    @Doc("Where what was learnt is kept.") @Default("{}") StateStore stateStore) {

  /** The choice of models by experience. */
  public record Adaptation(
      @Doc("Whether experience may choose.") @Default("true") boolean enabled,
      @Doc("Which models may be chosen.") @Default("decision")
          AdaptationsConfig.CandidateSet candidateSet,
      @Doc("How experience chooses.") @Default("routing_sampling") Strategy strategy) {}

  /** How experience chooses. */
  public enum Strategy {
    /** By a draw from what is believed of each model, less what it costs. */
    ROUTING_SAMPLING
  }

  /** Keeping a conversation with its model. */
  public record Protection(
      @Doc("Whether conversations are kept.") @Default("true") boolean enabled,
      @Doc("What is kept together: a conversation, or a session of several.")
          @Default("conversation")
          Scope scope,
      @Doc("How a conversation is known.") @Default("{}") Identity identity,
      @Doc("When it may be moved.") @Default("{}") Tuning tuning) {}

  /** What is kept together. */
  public enum Scope {
    CONVERSATION,
    SESSION
  }

  /** How a conversation is known. */
  public record Identity(@Doc("Headers that name it.") @Default("{}") IdentityHeaders headers) {}

  /** Headers that name a conversation. */
  public record IdentityHeaders(
      @Doc("Header that names the session.") @Default("x-session-id") @NotBlank String session,
      @Doc("Header that names the conversation.") @Default("x-conversation-id") @NotBlank
          String conversation) {}

  /** When a conversation may be moved to another model. */
  public record Tuning(
      @Doc("Seconds of silence after which it begins anew; 0 for never.")
          @Default("300")
          @Range(min = 0)
          int idleTimeoutSeconds,
      @Doc("Turns it stays at least.") @Default("1") @Range(min = 0) int minTurnsBeforeSwitch,
      @Doc("The least gain of a switch.") @Default("0.05") @Range(min = 0) double switchMargin,
      @Doc("How heavily the cost of a switch weighs.") @Default("1") @Range(min = 0)
          double stabilityWeight) {}

  /** Where what was learnt is kept. */
  public record StateStore(@Doc("local: in this process.") @Default("local") Backend backend) {}

  /** Where what was learnt can be kept. */
  public enum Backend {
    LOCAL
  }
}
