package io.signalbox.translate;

import java.util.List;

/**
 * A request for the next turn of a conversation, in no protocol's own terms.
 *
 * @param model the model asked for
 * @param turns oldest first; instructions stand where the client put them
 * @param tools what the model may call
 * @param sampling how tokens are drawn, and how many
 * @param wishes what the reply shall look like
 */
public record Conversation(
    String model, List<Turn> turns, Tools tools, Sampling sampling, Wishes wishes) {
  public Conversation {
    turns = List.copyOf(turns);
  }

  public Conversation withModel(String name) {
    return new Conversation(name, turns, tools, sampling, wishes);
  }
}
