package io.signalbox.translate;

import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;

/** A protocol in which backends can be asked on behalf of clients of another one. */
public interface BackendSide extends Listening {
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
   * Reads the body of an error reply.
   *
   * @param status 300 to 599
   * @param body whatever the backend sent, maybe not even JSON
   */
  ProviderError error(int status, byte[] body);
}
