package io.signalbox.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the model may call.
 *
 * @param offered in the client's order
 * @param choice which it shall call, or null when the client does not say
 * @param parallel whether it may call several at once, or null when the client does not say
 */
public record Tools(List<Tool> offered, @Nullable Choice choice, @Nullable Boolean parallel) {
  public static final Tools NONE = new Tools(List.of(), null, null);

  public Tools {
    offered = List.copyOf(offered);
  }

  /**
   * A function of the client's.
   *
   * @param schema of its arguments, a JSON schema, or null
   * @param strict whether the arguments must keep to the schema, or null when not said
   */
  public record Tool(
      String name,
      @Nullable String description,
      @Nullable JsonNode schema,
      @Nullable Boolean strict) {}

  /** Which tool the model shall call. */
  public sealed interface Choice {
    /** It decides. */
    record Auto() implements Choice {}

    /** None. */
    record None() implements Choice {}

    /** At least one, whichever. */
    record Required() implements Choice {}

    /** This one. */
    record Named(String tool) implements Choice {}
  }
}
