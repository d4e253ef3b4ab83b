package io.signalbox.chat;

import java.util.Map;

/**
 * What a request is like, whatever it says.
 *
 * @param speakers messages by who speaks; a user's turn that carries tool results counts as the
 *     tool's too
 * @param toolResults results of tools
 * @param toolLoop whether the turn is between model and tools: the newest message is a result, or
 *     follows one, or a call has no result yet
 * @param pictures whether pictures are wanted as an answer
 * @param metadata what the caller says about the request, in its own words; not to be trusted
 */
public record Shape(
    Map<Role, Integer> speakers,
    int toolResults,
    boolean toolLoop,
    Pictures pictures,
    Map<String, String> metadata) {
  /** Nobody said anything. */
  public static final Shape NONE = new Shape(Map.of(), 0, false, Pictures.UNSAID, Map.of());

  /** Whether pictures are wanted as an answer. */
  public enum Pictures {
    /** The request does not say; its words may. */
    UNSAID,
    /** A text is wanted, and pictures with it. */
    BESIDE_TEXT,
    /** Nothing but pictures. */
    ALONE
  }

  public Shape {
    speakers = Map.copyOf(speakers);
    metadata = Map.copyOf(metadata);
  }

  /** How many messages somebody has. */
  public int of(Role speaker) {
    return speakers.getOrDefault(speaker, 0);
  }
}
