package io.signalbox.server.gateway;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.server.door.Budget;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way in: the event loop collects the pieces, the thread of the call waits
 * for all of them. Once refused, the rest goes by unread, so that a client that is still sending
 * gets to see the answer; one that does not stop is cut off.
 */
final class RequestBody {
  private static final long MAX_IGNORED_BYTES = 64L * 1024 * 1024;
  private static final long LINGER_MILLIS = 10_000;
  private static final long NO_ERROR = 0;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Budget budget;
  private final int maxBytes;
  private final List<Buffer> pieces = new ArrayList<>();
  private @Nullable RouterException refusal;
  private boolean complete;
  private boolean ignoring;
  private long lastPieceAt = System.nanoTime();
  private int size;
  private long heldBytes;
  private long ignoredBytes;

  /** Must be called in the turn of the event loop that brought the request. */
  RequestBody(Vertx vertx, HttpServerRequest request, Budget budget, int maxBytes) {
    this.vertx = vertx;
    this.request = request;
    this.budget = budget;
    this.maxBytes = maxBytes;
    request.handler(this::take);
    request.endHandler(end -> settle(null));
    request.exceptionHandler(
        broken -> settle(new RouterException(Fault.CANCELLED, "the client went away")));
  }

  /**
   * Waits for the whole body.
   *
   * @param idle how long to wait for each piece
   * @throws RouterException {@code TOO_LARGE}, {@code SLOW_REQUEST}, {@code OVERLOADED} or {@code
   *     CANCELLED}
   */
  byte[] collect(Duration idle) {
    lock.lock();
    try {
      while (!complete && refusal == null) {
        long left = lastPieceAt + idle.toNanos() - System.nanoTime();
        if (left <= 0) {
          refusal = slow(idle);
        } else {
          settled.awaitNanos(left);
        }
      }
      if (refusal != null) {
        throw refusal;
      }
      return joined();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RouterException(Fault.CANCELLED, "the client went away");
    } finally {
      lock.unlock();
    }
  }

  /** Refuses a body of so many bytes when it is over the limit. */
  void checkSize(long bytes) {
    if (bytes > maxBytes) {
      throw tooLarge();
    }
  }

  /** Lets what still comes go by unread, for a while. */
  void ignoreRest() {
    boolean more;
    lock.lock();
    try {
      more = !complete;
      ignoring = true;
      pieces.clear();
    } finally {
      lock.unlock();
    }
    if (more) {
      vertx.setTimer(LINGER_MILLIS, late -> cutUnlessComplete());
    }
  }

  /** Gives back the room that the body took. */
  void release() {
    lock.lock();
    try {
      budget.release(heldBytes);
      heldBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  private void take(Buffer piece) {
    lock.lock();
    try {
      lastPieceAt = System.nanoTime();
      if (ignoring || refusal != null) {
        ignoredBytes += piece.length();
      } else if ((long) size + piece.length() > maxBytes) {
        refusal = tooLarge();
        pieces.clear();
        settled.signalAll();
      } else if (!budget.hold(piece.length())) {
        refusal = Budget.tooManyBytes();
        pieces.clear();
        settled.signalAll();
      } else {
        heldBytes += piece.length();
        size += piece.length();
        pieces.add(piece);
      }
      if (ignoredBytes <= MAX_IGNORED_BYTES) {
        return;
      }
    } finally {
      lock.unlock();
    }
    cut();
  }

  private void settle(@Nullable RouterException broken) {
    lock.lock();
    try {
      complete = true;
      if (refusal == null) {
        refusal = broken;
      }
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void cutUnlessComplete() {
    boolean more;
    lock.lock();
    try {
      more = !complete;
    } finally {
      lock.unlock();
    }
    if (more) {
      cut();
    }
  }

  private void cut() {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(NO_ERROR);
    } else {
      request.connection().close();
    }
  }

  private byte[] joined() {
    var whole = new byte[size];
    int at = 0;
    for (var piece : pieces) {
      piece.getBytes(whole, at);
      at += piece.length();
    }
    pieces.clear();
    return whole;
  }

  private RouterException tooLarge() {
    return new RouterException(
        Fault.TOO_LARGE, "request body too large (expected: at most %d bytes)".formatted(maxBytes));
  }

  private static RouterException slow(Duration idle) {
    return new RouterException(
        Fault.SLOW_REQUEST,
        "request body: nothing came for %d ms (expected: the rest of it)"
            .formatted(idle.toMillis()));
  }
}
