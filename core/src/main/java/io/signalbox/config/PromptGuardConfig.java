package io.signalbox.config;

import java.util.List;

/** Settings of what tells attacks on a model from other prompts. */
public record PromptGuardConfig(
    @Doc("Whether it is asked.") @Default("true") boolean enabled,
    @Doc("Least risk of an attack, where a rule does not say it.")
        @Default("0.7")
        @Range(min = 0, max = 1)
        double threshold,
    @Doc(
            "The labels whose probabilities make the risk; jailbreak, which stands for injections as"
                + " well, when left out.")
        @Default("[]")
        List<String> positiveLabels,
    @Doc("What a rule says when it cannot be read: allow leaves it unknown, block lets it hold.")
        @Default("allow")
        OnError onError) {
  /** What a rule says when it cannot be read. */
  public enum OnError {
    /** It is unknown, which satisfies neither the rule nor its negation. */
    ALLOW,
    /** It holds. */
    BLOCK
  }

  public PromptGuardConfig {
    positiveLabels = positiveLabels.isEmpty() ? List.of("jailbreak") : positiveLabels;
  }
}
