package io.signalbox.translate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the reply shall look like.
 *
 * @param stream whether it is wanted as server-sent events
 * @param streamUsage whether a stream shall tell token counts where its protocol makes that a wish
 * @param choices how many answers, at least 1
 * @param format what the text must be, or null for any text
 * @param thinking whether and how hard to think, or null when the client does not say
 * @param user who asks, as the client names them to the provider, or null
 */
public record Wishes(
    boolean stream,
    boolean streamUsage,
    int choices,
    @Nullable Format format,
    @Nullable Thinking thinking,
    @Nullable String user) {
  public static final Wishes PLAIN = new Wishes(false, false, 1, null, null, null);

  /** What the text of the answer must be. */
  public sealed interface Format {
    /** Some JSON object. */
    record Json() implements Format {}

    /**
     * JSON that keeps to a schema.
     *
     * @param name of the schema
     * @param schema a JSON schema
     * @param strict null when not said
     */
    record Schema(String name, JsonNode schema, @Nullable Boolean strict) implements Format {}
  }

  /**
   * Whether and how hard to think.
   *
   * @param effort {@code low}, {@code medium}, {@code high} or what else the client says, or null
   * @param budgetTokens the most tokens of thought, or null
   */
  public record Thinking(boolean enabled, @Nullable String effort, @Nullable Long budgetTokens) {}
}
