package io.signalbox.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects the body of a request up to a limit. Past the limit it refuses at once and lets the rest
 * go by unread, so that a client that is still sending gets to see the answer; one that never stops
 * is cut off.
 */
final class RequestBody {
  static final int MAX_BYTES = 20 * 1024 * 1024;
  private static final long MAX_IGNORED_BYTES = 4L * MAX_BYTES;

  private final HttpServerRequest request;
  private final Promise<byte[]> complete = Promise.promise();
  private Buffer collected = Buffer.buffer();
  private long ignoredBytes;

  private RequestBody(HttpServerRequest request) {
    this.request = request;
  }

  /** Must be called in the turn of the event loop that brought the request. */
  static Future<byte[]> of(HttpServerRequest request) {
    RequestBody body = new RequestBody(request);
    request.handler(body::take);
    request.endHandler(end -> body.complete.tryComplete(body.collected.getBytes()));
    request.exceptionHandler(body.complete::tryFail);
    return body.complete.future();
  }

  private void take(Buffer part) {
    if (complete.future().isComplete()) {
      ignoredBytes += part.length();
      if (ignoredBytes > MAX_IGNORED_BYTES) {
        request.connection().close();
      }
    } else if ((long) collected.length() + part.length() > MAX_BYTES) {
      collected = Buffer.buffer();
      complete.tryFail(Refusal.tooLarge(MAX_BYTES));
    } else {
      collected.appendBuffer(part);
    }
  }
}
