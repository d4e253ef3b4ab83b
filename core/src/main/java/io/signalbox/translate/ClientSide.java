package io.signalbox.translate;

import io.signalbox.chat.Protocol;

/** A protocol whose clients can be served by backends of another one. */
public interface ClientSide extends Protocol {
  /**
   * Reads a request.
   *
   * @param body one that {@link #decode} takes
   * @param warnings told what the conversation has no place for
   * @throws io.signalbox.chat.RouterException {@code BAD_REQUEST} when it makes no sense
   */
  Conversation read(byte[] body, Warnings warnings);

  /**
   * A writer for the reply to a request, in the form the client wants.
   *
   * @param asked the request; its {@link Wishes#stream} tells the form
   * @param warnings told what this format cannot carry; too late for the header once a stream runs
   */
  ReplyWriter writer(Conversation asked, Warnings warnings);

  /** The body that tells a client of this protocol of a provider's error, as JSON. */
  byte[] error(ProviderError error);
}
