package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.extproc.wire.ProcessingRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * BUFFERED and BUFFERED_PARTIAL: headers and body are held, the body comes in one message. Whether
 * that message says it is the end means nothing in BUFFERED: with HTTP trailers it never does. In
 * BUFFERED_PARTIAL a message that does not may be cut; the rest then follows unseen.
 */
final class BufferedRequest implements RequestFlow {
  private final Request request;
  private final boolean partial;
  private byte[] body = new byte[0];
  private boolean cut;

  BufferedRequest(Request request, boolean partial) {
    this.request = request;
    this.partial = partial;
  }

  @Override
  public void begin() {
    request.channel().send(Answers.requestHeaders(Answers.nothing()));
  }

  @Override
  public Shown collect(@Nullable ProcessingRequest opening) {
    var message = opening == null ? request.receive() : opening;
    if (message == null || !(message.hasRequestBody() || message.hasRequestTrailers())) {
      return new Shown.Overtaken(message);
    }
    if (message.hasRequestBody()) {
      request.intake().take(message.getRequestBody().getBody());
    }
    body = request.intake().bytes();
    cut = partial && message.hasRequestBody() && !ends(message);
    return cut ? new Shown.Cut(body) : new Shown.Whole(body);
  }

  private boolean ends(ProcessingRequest message) {
    return message.getRequestBody().getEndOfStream()
        || request.full()
        || (request.announced() == 0 && JsonEnd.of(body));
  }

  @Override
  public boolean holdsHeaders() {
    return request.headersShown();
  }

  @Override
  public void send(byte[] changed, HeaderEdits edits) {
    // Where headers are skipped they have left: proxies take no change of them.
    var common =
        request.headersShown()
            ? Answers.common(edits, request.clearRouteCache())
            : Answers.nothing();
    if (!Arrays.equals(changed, body)) {
      var whole = UnsafeByteOperations.unsafeWrap(changed);
      if (request.sized() && !cut) {
        Answers.sized(common, whole);
      } else {
        common.setBodyMutation(Answers.body(whole));
      }
    }
    request.channel().send(Answers.requestBody(common));
  }

  @Override
  public void behind(ProcessingRequest message) {
    // agentgateway marks the end of a body that has HTTP trailers with an empty message.
    if (message.hasRequestBody() && !message.getRequestBody().getBody().isEmpty()) {
      throw OutOfOrder.of(message);
    }
    Neutral.answer(message, request.channel());
  }

  @Override
  public void discard(ProcessingRequest message) {
    if (message.hasRequestBody()) {
      var nothing = Answers.nothing();
      request
          .channel()
          .send(
              Answers.requestBody(
                  request.sized()
                      ? Answers.sized(nothing, ByteString.EMPTY)
                      : nothing.setBodyMutation(Answers.body(ByteString.EMPTY))));
    } else {
      Neutral.answer(message, request.channel());
    }
  }
}
