package io.signalbox.server.admin;

import io.signalbox.server.door.Announced;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Collects the body of a request up to a limit. Past the limit it refuses at once and lets some of
 * the rest go by unread, so that a client that is still sending gets to see the answer. A body that
 * trickles in is refused after half a minute.
 */
final class Intake {
  static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final long MAX_SECONDS = 30;
  private static final long CLOSING_MILLIS = 1000;
  private static final long MAX_IGNORED_BYTES = 2L * MAX_BYTES;

  private final HttpServerRequest request;
  private final Promise<byte[]> complete = Promise.promise();
  private Buffer collected = Buffer.buffer();
  private long ignoredBytes;

  private Intake(HttpServerRequest request) {
    this.request = request;
  }

  /** Must be called in the turn of the event loop that brought the request. */
  static Future<byte[]> of(HttpServerRequest request, Vertx vertx) {
    var intake = new Intake(request);
    long timer = vertx.setTimer(MAX_SECONDS * 1000, late -> intake.giveUp(vertx));
    intake.complete.future().onComplete(done -> vertx.cancelTimer(timer));
    request.handler(intake::take);
    request.endHandler(end -> intake.complete.tryComplete(intake.collected.getBytes()));
    request.exceptionHandler(intake.complete::tryFail);
    if (Announced.length(request.getHeader("content-length")) > MAX_BYTES) {
      intake.complete.tryFail(Refusal.tooLarge(MAX_BYTES));
    }
    return intake.complete.future();
  }

  /** Lets the client see why, and hangs up. */
  private void giveUp(Vertx vertx) {
    if (complete.tryFail(Refusal.tooSlow(MAX_SECONDS))) {
      vertx.setTimer(CLOSING_MILLIS, end -> request.connection().close());
    }
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
