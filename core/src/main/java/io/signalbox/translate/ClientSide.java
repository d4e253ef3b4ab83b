package io.signalbox.translate;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import java.util.Set;

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
   * What a request comes down to, as it is now.
   *
   * @param request one that {@link #decode} made, changed or not
   */
  Gist gist(ChatRequest request);

  /** The client's headers that reach a backend and change what it answers; lower case. */
  default Set<String> tellingHeaders() {
    return Set.of();
  }

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
