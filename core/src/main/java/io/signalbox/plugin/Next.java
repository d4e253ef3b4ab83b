package io.signalbox.plugin;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;

/** The rest of the chain; its end sends the request upstream. */
@FunctionalInterface
public interface Next {
  ChatReply proceed(ChatRequest request);

  /**
   * Tells of something that is counted.
   *
   * @param subject what it was done to; one of few words, never a client's
   */
  default void did(Deed deed, String subject) {}

  /** Tells what the plugin measured of its own work. */
  default void measured(Figure figure) {}

  /** Tells what happened between the call and the answers that are kept. */
  default void cached(CacheEvent event) {}
}
