package io.signalbox.server.door;

import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.RouterException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all doors together may hold: open calls, and bytes of bodies. What goes over it is refused
 * at once, so that the process keeps serving what it has taken on.
 */
public final class Budget {
  private final int maxCalls;
  private final long maxBytes;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param maxCalls calls open at once
   * @param maxBytes bytes of bodies held at once
   */
  public Budget(int maxCalls, long maxBytes) {
    this.maxCalls = maxCalls;
    this.maxBytes = maxBytes;
  }

  /** Opens a call unless there are too many; an opened one must {@link #leave}. */
  public boolean enter() {
    if (calls.incrementAndGet() <= maxCalls) {
      return true;
    }
    calls.decrementAndGet();
    return false;
  }

  public void leave() {
    calls.decrementAndGet();
  }

  /** Takes room for more bytes unless there is none; what was taken must be released. */
  public boolean hold(long more) {
    if (bytes.addAndGet(more) <= maxBytes) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  public void release(long held) {
    bytes.addAndGet(-held);
  }

  /** Calls that may be open at once. */
  public int maxCalls() {
    return maxCalls;
  }

  /** Calls open now. */
  public int calls() {
    return calls.get();
  }

  /** Bytes held now. */
  public long bytes() {
    return bytes.get();
  }

  /** Why a call was not opened. */
  public static RouterException tooManyCalls() {
    return overloaded("too many calls are open; try again");
  }

  /** Why no more bytes were taken. */
  public static RouterException tooManyBytes() {
    return overloaded("too many bytes of bodies are held at once; try again");
  }

  private static RouterException overloaded(String message) {
    return new RouterException(
        Fault.OVERLOADED, message, HeaderEdits.NONE.overwrite("retry-after", "1"));
  }
}
