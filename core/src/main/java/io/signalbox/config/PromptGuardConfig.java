package io.signalbox.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
    @Doc(
            "What a rule says when it cannot be read: allow, that it does not hold; block, that it does;"
                + " when left out, its leaves decide, which hold unless they say otherwise.")
        @Nullable OnError onError,
    @Doc("How the external model of role guardrail is asked; the built-in one when left out.")
        HeadBackend.@Nullable Protocol protocol,
    @Inline HeadBackend backend) {
  /** What a rule says when it cannot be read. */
  public enum OnError {
    /** It does not hold. */
    ALLOW,
    /** It holds. */
    BLOCK
  }

  public PromptGuardConfig {
    positiveLabels = positiveLabels.isEmpty() ? List.of("jailbreak") : positiveLabels;
  }
}
