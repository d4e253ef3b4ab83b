package io.signalbox.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request for the next turn of a conversation, in no protocol's own terms.
 *
 * @param model the model asked for
 * @param turns oldest first; instructions stand where the client put them
 * @param tools what the model may call
 * @param sampling how tokens are drawn, and how many
 * @param wishes what the reply shall look like
 * @param echo what a reply of the client's protocol says again of its request, in that protocol's
 *     own form, or null; nobody else reads it
 */
public record Conversation(
    String model,
    List<Turn> turns,
    Tools tools,
    Sampling sampling,
    Wishes wishes,
    @Nullable JsonNode echo) {
  /** A conversation of which the reply says nothing again. */
  public Conversation(
      String model, List<Turn> turns, Tools tools, Sampling sampling, Wishes wishes) {
    this(model, turns, tools, sampling, wishes, null);
  }

  public Conversation {
    turns = List.copyOf(turns);
  }

  public Conversation withModel(String name) {
    return new Conversation(name, turns, tools, sampling, wishes, echo);
  }
}
