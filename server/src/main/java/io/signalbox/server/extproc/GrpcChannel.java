package io.signalbox.server.extproc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC stream turned into blocking calls. gRPC delivers on its event loop; the session's virtual
 * thread takes. One message is asked for at a time, so that the transport's flow control, and not a
 * queue of ours, holds what a proxy sends too fast.
 */
final class GrpcChannel implements ProxyChannel, StreamObserver<ProcessingRequest> {
  /** Stands for the end in the queue. */
  private static final Object END = new Object();

  private final ServerCallStreamObserver<ProcessingResponse> out;
  private final LinkedBlockingQueue<Object> inbox = new LinkedBlockingQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writable = lock.newCondition();
  private final Duration sendIdle;
  private boolean ended;
  private volatile boolean cancelled;

  GrpcChannel(ServerCallStreamObserver<ProcessingResponse> out, Duration sendIdle) {
    this.out = out;
    this.sendIdle = sendIdle;
    out.disableAutoRequest();
    out.setOnReadyHandler(this::wake);
    out.setOnCancelHandler(this::cancelled);
  }

  /** Asks for the first message; to be called once gRPC has this observer. */
  void begin() {
    out.request(1);
  }

  @Override
  public void onNext(ProcessingRequest message) {
    inbox.add(message);
  }

  @Override
  public void onError(Throwable broken) {
    cancelled();
  }

  @Override
  public void onCompleted() {
    inbox.add(END);
  }

  private void cancelled() {
    cancelled = true;
    inbox.add(END);
    wake();
  }

  private void wake() {
    lock.lock();
    try {
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable ProcessingRequest receive(Duration idle) {
    if (ended) {
      return null;
    }
    try {
      var next = inbox.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new RouterException(
            Fault.SLOW_REQUEST, "nothing came for %d s".formatted(idle.toSeconds()));
      }
      if (next instanceof ProcessingRequest message) {
        if (!cancelled) {
          out.request(1);
        }
        return message;
      }
      ended = true;
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      ended = true;
      return null;
    }
  }

  @Override
  public void send(ProcessingResponse response) {
    awaitWritable();
    if (!cancelled) {
      out.onNext(response);
    }
  }

  private void awaitWritable() {
    if (out.isReady() || cancelled) {
      return;
    }
    long left = sendIdle.toNanos();
    lock.lock();
    try {
      while (!out.isReady() && !cancelled && left > 0) {
        left = writable.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    if (left <= 0) {
      throw new RouterException(Fault.CANCELLED, "the proxy takes no answers");
    }
  }

  /** Ends our side, once the session is over. */
  void complete() {
    if (!cancelled) {
      out.onCompleted();
    }
  }

  /** Ends our side after a defect of ours. */
  void fail(io.grpc.Status status) {
    if (!cancelled) {
      out.onError(status.asRuntimeException());
    }
  }
}
