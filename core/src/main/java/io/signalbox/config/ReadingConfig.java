package io.signalbox.config;

import java.time.Duration;

/** How far models read a prompt, and what holds of the rest. */
public record ReadingConfig(
    @Doc("Tokens of one message that are read at most.")
        @Default("32768")
        @Range(min = 128, max = 1_000_000)
        int maxTokens,
    @Doc("Time that reading one message may take.") @Default("5s") @Range(min = 1) Duration maxTime,
    @Doc(
            "What a signal that guards says when a text was not read to its end and nothing was"
                + " found: match, miss, or block the call.")
        @Default("match")
        Beyond beyond) {
  /** What holds of what was not read. */
  public enum Beyond {
    /** The signal holds. */
    MATCH,
    /** It does not. */
    MISS,
    /** The call is refused. */
    BLOCK
  }
}
