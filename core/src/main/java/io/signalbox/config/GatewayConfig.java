package io.signalbox.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the built-in gateway does besides routing. */
public record GatewayConfig(
    @Doc("Whether every request gets a line in the log.") @Default("true") boolean accessLog,
    @Doc(
            "Who answers when no backend of the chosen model does; model_refs where a safety signal"
                + " is used, else default_model.")
        @Nullable Fallback fallback,
    @Doc("Which web pages may call.") @Default("{}") Cors cors) {

  /** Who answers in place of a model that does not. */
  public enum Fallback {
    /** Nobody. */
    NONE,
    /** The other models of the decision, in their order. */
    MODEL_REFS,
    /** Those, and then the default model. */
    DEFAULT_MODEL
  }

  /** Cross-origin requests of browsers (Fetch standard, 3.2). */
  public record Cors(
      @Doc("Origins that may call, or * for any; none when empty.") @Default("[]")
          List<String> allowOrigins,
      @Doc("Request headers that pages may set; whatever they ask for when empty.") @Default("[]")
          List<String> allowHeaders,
      @Doc("Reply headers that pages may read.") @Default("[]") List<String> exposeHeaders,
      @Doc("Whether browsers may send cookies and the like.") @Default("false")
          boolean allowCredentials,
      @Doc("How long browsers may remember the answer.") @Default("600s") @Range(min = 0)
          Duration maxAge) {
    /** Whether any page may call. */
    public boolean on() {
      return !allowOrigins.isEmpty();
    }
  }
}
