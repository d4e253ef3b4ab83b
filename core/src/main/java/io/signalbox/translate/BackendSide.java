package io.signalbox.translate;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;

/** A protocol in which backends can be asked on behalf of clients of another one. */
public interface BackendSide extends Protocol {
  /**
   * Writes a request.
   *
   * @param warnings told what this format cannot carry
   * @return a body that {@link #decode} takes
   * @throws io.signalbox.chat.RouterException {@code BAD_REQUEST} when nothing is left to ask
   */
  byte[] write(Conversation conversation, Warnings warnings);

  /**
   * What is changed about a client's headers for a backend of this protocol; credentials aside.
   *
   * @param client the headers of a client that speaks another protocol
   */
  HeaderEdits headers(Headers client);

  /**
   * A reader for a successful reply.
   *
   * @param stream whether the reply is server-sent events
   * @param warnings told what the events have no place for; too late for the header once a stream
   *     runs
   */
  ReplyReader reader(boolean stream, Warnings warnings);

  /**
   * Reads the body of an error reply.
   *
   * @param status 300 to 599
   * @param body whatever the backend sent, maybe not even JSON
   */
  ProviderError error(int status, byte[] body);
}
