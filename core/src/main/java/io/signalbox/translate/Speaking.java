package io.signalbox.translate;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;

/** A protocol in which the router can say something by itself. */
public interface Speaking extends Protocol {
  /**
   * A writer for a reply that no backend gives, in the form that a request asks for. Takes every
   * request that was decoded.
   */
  ReplyWriter writer(ChatRequest request);

  /** Whether the reply to a request has a place for token counts. */
  default boolean counts(ChatRequest request) {
    return true;
  }

  /**
   * The id of such a reply; empty to let the writer make one.
   *
   * @param kind a word for where the reply comes from
   */
  default String ownId(String kind, long createdSeconds) {
    return "";
  }
}
