package io.signalbox.server.extproc;

import com.google.protobuf.UnsafeByteOperations;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.extproc.wire.ProcessingRequest;
import org.jspecify.annotations.Nullable;

/**
 * FULL_DUPLEX_STREAMED: nothing is answered until the whole body is here; then headers, pieces, and
 * the end in the form it came. The body must be sent back even when it is unchanged. Messages
 * behind the end are not answered.
 */
final class DuplexRequest implements RequestFlow {
  private final Request request;
  private boolean trailers;

  DuplexRequest(Request request) {
    this.request = request;
  }

  @Override
  public void begin() {}

  @Override
  public Shown collect(@Nullable ProcessingRequest opening) {
    for (var message = opening == null ? request.receive() : opening;
        message != null;
        message = request.receive()) {
      if (message.hasRequestTrailers()) {
        trailers = true;
        return new Shown.Whole(request.intake().bytes());
      }
      if (!message.hasRequestBody()) {
        return new Shown.Overtaken(message);
      }
      request.intake().take(message.getRequestBody().getBody());
      if (message.getRequestBody().getEndOfStream()) {
        return new Shown.Whole(request.intake().bytes());
      }
    }
    var body = request.intake().bytes();
    return JsonEnd.of(body) ? new Shown.Whole(body) : new Shown.Overtaken(null);
  }

  @Override
  public boolean holdsHeaders() {
    return request.headersShown();
  }

  @Override
  public void send(byte[] body, HeaderEdits edits) {
    if (request.headersShown()) {
      request
          .channel()
          .send(Answers.requestHeaders(Answers.common(edits, request.clearRouteCache())));
    }
    Answers.pieces(
        UnsafeByteOperations.unsafeWrap(body),
        !trailers,
        piece -> request.channel().send(Answers.requestBody(piece)));
    if (trailers) {
      request.channel().send(Answers.requestTrailers());
    }
  }

  @Override
  public void behind(ProcessingRequest message) {}

  @Override
  public void discard(ProcessingRequest message) {}
}
