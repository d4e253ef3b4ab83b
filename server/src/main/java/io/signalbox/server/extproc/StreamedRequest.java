package io.signalbox.server.extproc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;
import org.jspecify.annotations.Nullable;

/**
 * STREAMED: the headers leave before the body is seen, and each body message wants its answer at
 * once. Every piece is swallowed and kept; the answer to the last carries the whole body. Which one
 * is the last must be known when it comes, for with HTTP trailers none says so: it is the one that
 * says so, fills the announced length, or ends the JSON object.
 */
final class StreamedRequest implements RequestFlow {
  private final Request request;
  private final JsonEnd end = new JsonEnd();
  private ByteString last = ByteString.EMPTY;

  StreamedRequest(Request request) {
    this.request = request;
  }

  @Override
  public void begin() {
    // All that can be done about the headers, before any body is seen.
    var edits = request.withheld().overwrite("accept-encoding", "identity");
    request
        .channel()
        .send(Answers.requestHeaders(Answers.common(edits, request.clearRouteCache())));
  }

  @Override
  public Shown collect(@Nullable ProcessingRequest opening) {
    for (var message = opening == null ? request.receive() : opening;
        message != null;
        message = request.receive()) {
      if (message.hasRequestTrailers()) {
        throw endsEarly();
      }
      if (!message.hasRequestBody()) {
        return new Shown.Overtaken(message);
      }
      last = message.getRequestBody().getBody();
      request.intake().take(last);
      end.see(last);
      if (ends(message)) {
        return new Shown.Whole(request.intake().bytes());
      }
      request.channel().send(Answers.requestBody(Answers.cleared(last.isEmpty())));
    }
    return new Shown.Overtaken(null);
  }

  private boolean ends(ProcessingRequest message) {
    return message.getRequestBody().getEndOfStream()
        || request.full()
        || (request.announced() == 0 && end.settled());
  }

  private static RouterException endsEarly() {
    return new RouterException(
        Fault.BAD_REQUEST, "malformed JSON body: it ends too early (expected: a JSON object)");
  }

  @Override
  public boolean holdsHeaders() {
    return false;
  }

  @Override
  public void send(byte[] body, HeaderEdits edits) {
    var whole = UnsafeByteOperations.unsafeWrap(body);
    request
        .channel()
        .send(
            Answers.requestBody(
                whole.equals(last)
                    ? Answers.nothing()
                    : Answers.nothing().setBodyMutation(Answers.body(whole))));
  }

  @Override
  public void behind(ProcessingRequest message) {
    if (message.hasRequestBody() && !JsonEnd.blank(message.getRequestBody().getBody())) {
      throw new RouterException(
          Fault.BAD_REQUEST, "malformed JSON body: there is more behind the first JSON value");
    }
    discard(message);
  }

  @Override
  public void discard(ProcessingRequest message) {
    if (message.hasRequestBody()) {
      boolean empty = message.getRequestBody().getBody().isEmpty();
      request.channel().send(Answers.requestBody(Answers.cleared(empty)));
    } else {
      Neutral.answer(message, request.channel());
    }
  }
}
