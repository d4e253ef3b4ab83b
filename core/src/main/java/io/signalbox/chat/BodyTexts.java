package io.signalbox.chat;

import java.util.List;

/**
 * The texts of one request's body. What is media, what only its maker can read, and the words of
 * the protocol itself are no texts.
 */
public interface BodyTexts {
  /** The texts: what instructs first, then the conversation, then everything else. */
  List<BodyText> all();

  /**
   * The request with other texts in their places; whatever stays the same stays byte for byte.
   *
   * @param texts one for each of {@link #all}
   */
  ChatRequest with(List<String> texts);
}
