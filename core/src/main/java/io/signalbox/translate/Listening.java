package io.signalbox.translate;

import io.signalbox.chat.Protocol;

/** A protocol whose successful replies the router can read. */
public interface Listening extends Protocol {
  /**
   * A reader for a successful reply.
   *
   * @param stream whether the reply is server-sent events
   * @param warnings told what the events have no place for; too late for the header once a stream
   *     runs
   */
  ReplyReader reader(boolean stream, Warnings warnings);
}
