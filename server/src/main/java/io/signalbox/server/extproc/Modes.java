package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;

/**
 * How the proxy shows bodies, as it says on the first message of a stream.
 *
 * @param request the request body's mode
 * @param response the response body's mode
 */
record Modes(BodySendMode request, BodySendMode response) {
  /** The modes of a stream; a proxy too old to tell is taken to buffer. */
  static Modes of(ProcessingRequest first) {
    if (!first.hasProtocolConfig()) {
      return new Modes(BodySendMode.BUFFERED, BodySendMode.BUFFERED);
    }
    var config = first.getProtocolConfig();
    return new Modes(config.getRequestBodyMode(), config.getResponseBodyMode());
  }

  boolean requestDuplex() {
    return request == BodySendMode.FULL_DUPLEX_STREAMED;
  }

  boolean responseDuplex() {
    return response == BodySendMode.FULL_DUPLEX_STREAMED;
  }

  /** Whether an override could let server-sent events through one by one. */
  boolean responseCanStream() {
    return response == BodySendMode.BUFFERED && !requestDuplex();
  }
}
