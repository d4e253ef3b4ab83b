package io.signalbox.server.gateway;

import io.signalbox.chat.Fault;
import io.signalbox.chat.ReplyBody;
import io.signalbox.server.gateway.BackendClient.Post;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a backend's reply. The event loop fetches a few pieces ahead and then stops reading
 * from the connection until the thread of the call has taken some.
 */
final class BackendBody implements ReplyBody {
  private static final int AHEAD = 8;
  private static final int REFILL = 4;
  private static final long CANCEL = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<byte[]> pieces = new ArrayDeque<>();
  private final HttpClientRequest request;
  private final Post post;
  private final Duration idle;
  private @Nullable HttpClientResponse response;
  private int taken;
  private boolean ended;
  private boolean broken;
  private boolean closed;

  BackendBody(HttpClientRequest request, Post post, Duration idle) {
    this.request = request;
    this.post = post;
    this.idle = idle;
  }

  /** Begins to read; on the event loop, in the turn that brought the head. */
  void attach(HttpClientResponse head) {
    head.pause();
    head.handler(this::arrived);
    head.endHandler(end -> settled(false));
    head.exceptionHandler(failure -> settled(true));
    lock.lock();
    try {
      response = head;
    } finally {
      lock.unlock();
    }
    head.fetch(AHEAD);
  }

  @Override
  public byte @Nullable [] next() {
    byte[] piece;
    HttpClientResponse source;
    lock.lock();
    try {
      if (!awaitPiece()) {
        return null;
      }
      piece = pieces.remove();
      taken++;
      if (taken < REFILL) {
        return piece;
      }
      taken = 0;
      source = response;
    } finally {
      lock.unlock();
    }
    if (source != null) {
      source.fetch(REFILL);
    }
    return piece;
  }

  @Override
  public void close() {
    boolean more;
    lock.lock();
    try {
      more = !closed && !ended;
      closed = true;
      pieces.clear();
    } finally {
      lock.unlock();
    }
    if (more) {
      request.reset(CANCEL);
    }
  }

  private boolean awaitPiece() {
    long left = idle.toNanos();
    try {
      while (pieces.isEmpty()) {
        if (broken) {
          throw post.failed(Fault.UPSTREAM, "broke off in the middle of its reply");
        }
        if (ended || closed) {
          return false;
        }
        if (left <= 0) {
          throw post.failed(
              Fault.TIMEOUT, "sent nothing of its reply for %d ms".formatted(idle.toMillis()));
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException stopped) {
      throw BackendClient.cancelled();
    }
  }

  private void arrived(Buffer piece) {
    if (piece.length() == 0) {
      return;
    }
    lock.lock();
    try {
      if (!closed) {
        pieces.add(piece.getBytes());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void settled(boolean early) {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        broken = early;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
