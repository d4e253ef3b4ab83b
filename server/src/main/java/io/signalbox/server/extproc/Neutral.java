package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.ProcessingRequest;

/** The answers that change nothing, one of the right kind for every message. */
final class Neutral {
  private Neutral() {}

  /** Answers a message of a mode in which a plain go-on keeps the body. */
  static void answer(ProcessingRequest message, ProxyChannel channel) {
    var none = Answers.nothing();
    switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> channel.send(Answers.requestHeaders(none));
      case RESPONSE_HEADERS -> channel.send(Answers.responseHeaders(none).build());
      case REQUEST_TRAILERS -> channel.send(Answers.requestTrailers());
      case RESPONSE_TRAILERS -> channel.send(Answers.responseTrailers());
      case REQUEST_BODY -> channel.send(Answers.requestBody(none));
      case RESPONSE_BODY -> channel.send(Answers.responseBody(none));
      // A kind newer than we know: silence is all that no proxy punishes.
      case REQUEST_NOT_SET -> {}
    }
  }
}
