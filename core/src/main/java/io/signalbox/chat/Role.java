package io.signalbox.chat;

/** Who speaks in a message. */
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL,
  OTHER;

  /**
   * Whether the text of such a message is instruction or answer rather than the user's or a tool's.
   */
  public boolean speaksForTheModel() {
    return this == SYSTEM || this == DEVELOPER || this == ASSISTANT;
  }

  /** Whether such a message instructs the model. */
  public boolean instructs() {
    return this == SYSTEM || this == DEVELOPER;
  }
}
