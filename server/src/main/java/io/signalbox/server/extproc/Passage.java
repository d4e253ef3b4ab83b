package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;

/**
 * What is left of an exchange that passes as it is: each message has the answer that changes
 * nothing. Server-sent events of a buffering proxy get an override, so that each leaves when it
 * comes.
 */
final class Passage {
  private final ProxyChannel channel;
  private final Modes modes;
  private final ReplyAnswers.Pieces pieces;
  private boolean replyInPieces;

  Passage(ProxyChannel channel, Modes modes) {
    this.channel = channel;
    this.modes = modes;
    this.replyInPieces = modes.responseDuplex();
    this.pieces = new ReplyAnswers.Pieces(channel, !replyInPieces);
  }

  /**
   * Answers a message.
   *
   * @throws io.signalbox.chat.RouterException for headers of a request: they are judged, or open no
   *     stream
   */
  void answer(ProcessingRequest message) {
    switch (message.getRequestCase()) {
      case REQUEST_BODY -> {
        var body = message.getRequestBody();
        if (modes.requestDuplex()) {
          Answers.pieces(
              body.getBody(),
              body.getEndOfStream(),
              piece -> channel.send(Answers.requestBody(piece)));
        } else {
          Neutral.answer(message, channel);
        }
      }
      case RESPONSE_HEADERS -> head(message.getResponseHeaders());
      case RESPONSE_BODY -> {
        var body = message.getResponseBody();
        if (replyInPieces) {
          pieces.answer(ByteString.EMPTY, body.getBody(), body.getEndOfStream());
        } else {
          Neutral.answer(message, channel);
        }
      }
      case RESPONSE_TRAILERS -> {
        if (replyInPieces) {
          pieces.trailers();
        } else {
          Neutral.answer(message, channel);
        }
      }
      case REQUEST_HEADERS -> throw OutOfOrder.of(message);
      case REQUEST_TRAILERS, REQUEST_NOT_SET -> Neutral.answer(message, channel);
    }
  }

  private void head(HttpHeaders shown) {
    var head = MessageHead.of(shown.getHeaders());
    var answer = Answers.responseHeaders(Answers.nothing());
    var streaming = modes.streaming(head.dialect());
    if (streaming != null && !shown.getEndOfStream() && head.eventStream()) {
      answer.setModeOverride(modes.overriddenBy(streaming));
      replyInPieces = streaming == BodySendMode.FULL_DUPLEX_STREAMED;
    }
    channel.send(answer.build());
  }
}
