package io.signalbox.server.extproc;

import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;

/** The answers that change nothing, one of the right kind for every message. */
final class Neutral {
  private Neutral() {}

  /** Answers a message of a mode in which a plain go-on keeps the body. */
  static void answer(ProcessingRequest message, ProxyChannel channel) {
    answer(message, channel, new Modes(BodySendMode.BUFFERED, BodySendMode.BUFFERED));
  }

  /** Answers a message so that everything passes as it is. */
  static void answer(ProcessingRequest message, ProxyChannel channel, Modes modes) {
    var none = CommonResponse.newBuilder();
    switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> channel.send(Answers.requestHeaders(none));
      case RESPONSE_HEADERS -> channel.send(Answers.responseHeaders(none).build());
      case REQUEST_TRAILERS -> channel.send(Answers.requestTrailers());
      case RESPONSE_TRAILERS -> channel.send(Answers.responseTrailers());
      case REQUEST_BODY -> {
        var body = message.getRequestBody();
        if (modes.requestDuplex()) {
          Answers.pieces(
              body.getBody(),
              body.getEndOfStream(),
              piece -> channel.send(Answers.requestBody(piece)));
        } else {
          channel.send(Answers.requestBody(none));
        }
      }
      case RESPONSE_BODY -> {
        var body = message.getResponseBody();
        if (modes.responseDuplex()) {
          Answers.pieces(
              body.getBody(),
              body.getEndOfStream(),
              piece -> channel.send(Answers.responseBody(piece)));
        } else {
          channel.send(Answers.responseBody(none));
        }
      }
      // A kind newer than we know: silence is all that no proxy punishes.
      case REQUEST_NOT_SET -> {}
    }
  }
}
