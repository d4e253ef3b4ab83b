package io.signalbox.chat;

import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation. A message that came from the client keeps its place in the source
 * body, so that it leaves as it came unless its text is changed.
 *
 * @param role who speaks
 * @param text the text of the message; text parts are joined by one space
 * @param origin the place in the source body, or null for a message of ours
 * @param prefix text of ours to be put in front of what the client sent, or null
 */
public record Message(Role role, String text, @Nullable Origin origin, @Nullable String prefix) {
  /**
   * Where a message stands in the source body, in bytes.
   *
   * @param start offset of its first byte
   * @param end offset behind its last byte
   * @param contentStart offset of its content value
   * @param contentEnd offset behind its content value
   */
  public record Origin(int start, int end, int contentStart, int contentEnd) {}

  /** A message of ours that instructs the model. */
  public static Message system(String text) {
    return new Message(Role.SYSTEM, text, null, null);
  }

  /** This message with its whole content replaced by a text; the client's other fields stay. */
  public Message withText(String replacement) {
    return new Message(role, replacement, origin, null);
  }

  /**
   * This message with a text in front, and a blank line between; the client's content stays as it
   * is.
   */
  public Message withPrefix(String before) {
    var whole = text.isEmpty() ? before : before + "\n\n" + text;
    return new Message(role, whole, origin, prefix == null ? before : before + "\n\n" + prefix);
  }
}
