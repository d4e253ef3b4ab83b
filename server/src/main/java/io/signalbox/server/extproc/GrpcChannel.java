package io.signalbox.server.extproc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC stream turned into blocking calls. gRPC delivers on its event loop; the session's virtual
 * thread takes. A few messages are asked for ahead, so that a short exchange needs no more asking;
 * beyond them the transport's flow control, and not a queue of ours, holds what a proxy sends too
 * fast.
 *
 * <p>Waiting is without a timer of its own, which costs more than most waits are long: {@link
 * IdleWatch} ends those that are overdue.
 */
final class GrpcChannel implements ProxyChannel, StreamObserver<ProcessingRequest> {
  /** Messages asked for ahead: headers, body and trailers of a request. */
  private static final int AHEAD = 3;

  /** Stands for the end in the queue. */
  private static final Object END = new Object();

  /** Stands in the queue for a wait that is overdue; waits are told apart by their number. */
  private record Overdue(long number) {}

  private final ServerCallStreamObserver<ProcessingResponse> out;
  private final Queue<Object> inbox = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writable = lock.newCondition();
  private final Duration sendIdle;
  private int asked = AHEAD;
  private boolean ended;
  private volatile @Nullable Thread waiting;
  private long waits;
  private volatile long current;
  private volatile long deadline;
  private volatile boolean cancelled;

  GrpcChannel(ServerCallStreamObserver<ProcessingResponse> out, Duration sendIdle) {
    this.out = out;
    this.sendIdle = sendIdle;
    out.disableAutoRequest();
    out.setOnReadyHandler(this::wake);
    out.setOnCancelHandler(this::cancelled);
  }

  /** Asks for the first messages; to be called once gRPC has this observer. */
  void begin() {
    out.request(AHEAD);
  }

  @Override
  public void onNext(ProcessingRequest message) {
    deliver(message);
  }

  @Override
  public void onError(Throwable broken) {
    cancelled();
  }

  @Override
  public void onCompleted() {
    deliver(END);
  }

  /** Ends the wait that is going on, if it is overdue. */
  void endOverdueWait(long nanoTime) {
    long number = current;
    if (waiting != null && nanoTime - deadline >= 0) {
      deliver(new Overdue(number));
    }
  }

  private void deliver(Object arrival) {
    inbox.add(arrival);
    var taker = waiting;
    if (taker != null) {
      LockSupport.unpark(taker);
    }
  }

  private void cancelled() {
    cancelled = true;
    deliver(END);
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
    return switch (next(idle)) {
      case ProcessingRequest message -> {
        askForMore();
        yield message;
      }
      case Overdue _ ->
          throw new RouterException(
              Fault.SLOW_REQUEST, "nothing came for %d s".formatted(idle.toSeconds()));
      default -> {
        ended = true;
        yield null;
      }
    };
  }

  /** The next arrival; {@link #END} when the thread is interrupted. */
  private Object next(Duration idle) {
    var arrival = inbox.poll();
    if (arrival != null && !(arrival instanceof Overdue)) {
      return arrival;
    }
    long own = ++waits;
    current = own;
    deadline = System.nanoTime() + idle.toNanos();
    waiting = Thread.currentThread();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        arrival = inbox.poll();
        if (arrival == null) {
          LockSupport.park(this);
        } else if (!(arrival instanceof Overdue(long late)) || late == own) {
          return arrival;
        }
      }
      return END;
    } finally {
      waiting = null;
    }
  }

  private void askForMore() {
    asked--;
    if (asked < AHEAD - 1 && !cancelled) {
      out.request(AHEAD - asked);
      asked = AHEAD;
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
  void fail(Status status) {
    if (!cancelled) {
      out.onError(status.asRuntimeException());
    }
  }
}
