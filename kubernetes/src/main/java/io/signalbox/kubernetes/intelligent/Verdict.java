package io.signalbox.kubernetes.intelligent;

import java.util.List;

/**
 * What became of a resource.
 *
 * @param message for people: what serves, or what is wrong and what to do
 * @param notes what the author of a resource that serves may not have meant
 */
public record Verdict(Reason reason, String message, List<Note> notes) {
  public Verdict {
    notes = List.copyOf(notes);
  }

  /** Whether the resource serves as it is. */
  public boolean ready() {
    return reason == Reason.READY;
  }
}
