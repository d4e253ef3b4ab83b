package io.signalbox.server.gateway;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way of a reply to the client. The thread of the call writes, and waits while the client takes
 * nothing more; the event loop tells when there is room again and when the client has gone.
 */
final class ReplyWriter {
  private static final int CLIENT_GONE = 499;
  private static final Set<String> LENGTH = Set.of("content-length");

  /** HTTP/2's INTERNAL_ERROR: what was sent so far is not the whole reply. */
  private static final long BROKEN = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Duration idle;
  private volatile Runnable onGone = () -> {};
  private long drains;
  private boolean gone;
  private boolean headWritten;
  private boolean ended;
  private boolean lastOfConnection;
  private long announcedBytes = -1;
  private long writtenBytes;

  /**
   * Must be made in the turn of the event loop that brought the request.
   *
   * @param idle how long to wait for a client that takes nothing
   */
  ReplyWriter(HttpServerRequest request, Duration idle) {
    this.request = request;
    this.response = request.response();
    this.idle = idle;
    response.drainHandler(drained -> drained());
    response.closeHandler(closed -> gone());
    response.exceptionHandler(broken -> gone());
  }

  /** Sets what runs once when the client goes away before it had the whole reply. */
  void whenGone(Runnable reaction) {
    onGone = reaction;
  }

  /** Whether the reply has begun, so that no other can be sent. */
  boolean headWritten() {
    return headWritten;
  }

  /** Whether the whole reply was written. */
  boolean ended() {
    return ended;
  }

  /** The status the client saw; 499 when it left before it saw one. */
  int status() {
    return headWritten ? response.getStatusCode() : CLIENT_GONE;
  }

  /** Bytes of the body that were written. */
  long writtenBytes() {
    return writtenBytes;
  }

  /** Ends the connection behind this reply. */
  void closeBehind() {
    lastOfConnection = true;
  }

  /** Writes a reply that is already there. Does not wait, if its body does not. */
  void whole(ChatReply reply, HeaderEdits more) {
    var bytes = new ByteArrayOutputStream();
    try (var body = reply.body()) {
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        bytes.writeBytes(chunk);
      }
    }
    var length = HeaderEdits.NONE.overwrite("content-length", Integer.toString(bytes.size()));
    prepare(reply, more.and(length));
    headWritten = true;
    writtenBytes = bytes.size();
    if (request.method().equals(HttpMethod.HEAD) || bytes.size() == 0) {
      finish(Buffer.buffer());
    } else {
      finish(Buffer.buffer(bytes.toByteArray()));
    }
  }

  /** Writes a reply piece by piece, each as soon as it is there. */
  void streamed(ChatReply reply, HeaderEdits more) {
    var body = reply.body();
    byte[] chunk;
    if (reply.eventStream()) {
      writeHead(reply, more);
      chunk = body.next();
    } else {
      // What breaks before its first byte can still be answered with an error.
      chunk = body.next();
      writeHead(reply, more);
    }
    var last = Buffer.buffer();
    for (; chunk != null; chunk = body.next()) {
      if (completes(chunk)) {
        last = counted(chunk);
      } else {
        write(chunk);
      }
    }
    if (announcedBytes > writtenBytes) {
      throw mismatch();
    }
    finish(last);
  }

  /**
   * Whether a client that counts has the whole reply with this piece. It then waits for the end of
   * the body: a client that hangs up with all it was promised has not gone away early.
   */
  private boolean completes(byte[] chunk) {
    return writtenBytes + chunk.length == announcedBytes;
  }

  /** Breaks off, so that the client can tell that the reply is not whole. */
  void cut() {
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset(BROKEN);
    } else {
      request.connection().close();
    }
  }

  private void prepare(ChatReply reply, HeaderEdits more) {
    boolean sized = mayHaveBody(reply.status());
    var edited =
        EndToEndHeaders.of(reply.headers())
            .with(EndToEndHeaders.onWire(reply.edits()))
            .with(EndToEndHeaders.onWire(more));
    var length = edited.first("content-length");
    var fields = sized ? edited : EndToEndHeaders.without(edited, LENGTH);
    response.setStatusCode(reply.status());
    EndToEndHeaders.write(EndToEndHeaders.without(fields, Set.of()), response.headers());
    if (length == null && sized && request.version() == HttpVersion.HTTP_1_0) {
      lastOfConnection = true;
    }
    if (length == null && sized && request.version() != HttpVersion.HTTP_1_0) {
      response.setChunked(true);
    }
    if (length != null && sized) {
      announcedBytes = number(length);
    }
    if (lastOfConnection && request.version() != HttpVersion.HTTP_2) {
      response.headers().set("connection", "close");
    }
  }

  private static boolean mayHaveBody(int status) {
    return status != 204 && status != 304;
  }

  private void writeHead(ChatReply reply, HeaderEdits more) {
    checkPresent();
    prepare(reply, more);
    headWritten = true;
    // The body of HTTP/1.0 cannot be chunked, which a head of its own would announce.
    if (request.version() != HttpVersion.HTTP_1_0) {
      response.writeHead();
    }
  }

  private void write(byte[] chunk) {
    var counted = counted(chunk);
    checkPresent();
    response.write(counted);
    awaitRoom();
  }

  private Buffer counted(byte[] chunk) {
    writtenBytes += chunk.length;
    if (announcedBytes >= 0 && writtenBytes > announcedBytes) {
      throw mismatch();
    }
    return Buffer.buffer(chunk);
  }

  private void finish(Buffer last) {
    checkPresent();
    ended = true;
    var flushed = last.length() == 0 ? response.end() : response.end(last);
    if (lastOfConnection && request.version() != HttpVersion.HTTP_2) {
      flushed.onComplete(done -> request.connection().close());
    }
  }

  private void awaitRoom() {
    long seen;
    do {
      seen = drains();
    } while (response.writeQueueFull() && awaitDrain(seen));
  }

  private long drains() {
    lock.lock();
    try {
      return drains;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the queue has drained once more than was seen. */
  private boolean awaitDrain(long seen) {
    long left = idle.toNanos();
    lock.lock();
    try {
      while (drains == seen && !gone) {
        if (left <= 0) {
          throw new RouterException(Fault.TIMEOUT, "the client takes nothing of the reply");
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } finally {
      lock.unlock();
    }
    checkPresent();
    return true;
  }

  private void drained() {
    lock.lock();
    try {
      drains++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void gone() {
    lock.lock();
    try {
      if (gone || response.ended()) {
        return;
      }
      gone = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onGone.run();
  }

  /** Whether the client went away before it had the whole reply. */
  boolean clientGone() {
    lock.lock();
    try {
      return gone;
    } finally {
      lock.unlock();
    }
  }

  private void checkPresent() {
    if (clientGone()) {
      throw cancelled();
    }
  }

  private static RouterException cancelled() {
    return new RouterException(Fault.CANCELLED, "the client went away");
  }

  private static RouterException mismatch() {
    return new RouterException(Fault.UPSTREAM, "the reply is not as long as it says");
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }
}
