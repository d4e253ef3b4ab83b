package io.signalbox.parts.protocol;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one protocol calls the things that tell its requests apart.
 *
 * @param instructions the key of what instructs beside the conversation, or null
 * @param turns the key of the conversation
 * @param item the type of a message among other things, or null where there are only messages
 * @param texts the types of parts that are texts
 * @param roles those who may speak in a plain request
 * @param idle keys that change only the form of the answer, or by whom it is made
 * @param caps keys that bound the tokens of the answer
 * @param choices the key of how many answers are made, or null
 * @param kept keys of what a backend keeps and changes with each call
 * @param settings plain numbers that mean the same in every protocol, by their keys
 * @param stop the key of the texts that end an answer, or null
 */
public record GistForm(
    @Nullable String instructions,
    String turns,
    @Nullable String item,
    Set<String> texts,
    Set<String> roles,
    Set<String> idle,
    Set<String> caps,
    @Nullable String choices,
    Set<String> kept,
    Map<String, String> settings,
    @Nullable String stop) {
  public GistForm {
    texts = Set.copyOf(texts);
    roles = Set.copyOf(roles);
    idle = Set.copyOf(idle);
    caps = Set.copyOf(caps);
    kept = Set.copyOf(kept);
    settings = Map.copyOf(settings);
  }

  /** Whether a part is a text, whatever else it says. */
  boolean text(JsonTree part) {
    return part instanceof JsonTree.Members members
        && texts.contains(members.text("type"))
        && members.get("text") instanceof JsonTree.Text;
  }
}
