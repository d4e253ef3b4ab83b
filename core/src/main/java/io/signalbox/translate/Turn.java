package io.signalbox.translate;

import io.signalbox.chat.Role;
import java.util.List;

/**
 * What one side said. Results of tools stand in a turn of the {@code USER}, in front of what the
 * user says beside them.
 *
 * @param role {@code SYSTEM}, {@code DEVELOPER}, {@code USER} or {@code ASSISTANT}
 * @param parts in the order they were said
 */
public record Turn(Role role, List<Part> parts) {
  public Turn {
    parts = List.copyOf(parts);
  }

  /** The text parts, joined by newlines. */
  public String text() {
    return Part.text(parts);
  }
}
