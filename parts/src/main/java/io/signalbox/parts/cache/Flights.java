package io.signalbox.parts.cache;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls that ask the same at the same time wait for the first of them. What they wait for is
 * the end of its flight: with an answer for all, or with none, and then each goes on by itself.
 */
final class Flights {
  private final Map<String, Flight> flights = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final long leaseNanos;

  /**
   * @param lease how long a flight is waited for; after it the next call leads another one
   */
  Flights(Duration lease) {
    this.leaseNanos = lease.toNanos();
  }

  /** One call's place in a flight. */
  record Seat(Flight flight, boolean leads) {}

  /** Takes a seat: of the leader where nobody flies for this key. */
  Seat join(String key) {
    var own = new Flight(key, System.nanoTime() + leaseNanos);
    var flight = flights.merge(key, own, (there, mine) -> there.late() ? mine : there);
    return new Seat(flight, flight.equals(own));
  }

  /** How many are in the air. */
  int size() {
    return flights.size();
  }

  /** How many calls wait for another one. */
  int waiting() {
    return waiting.get();
  }

  /** Calls that ask the same; the leader lands it. */
  final class Flight {
    private final String key;
    private final long until;
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile Found.@Nullable Hit brought;

    private Flight(String key, long until) {
      this.key = key;
      this.until = until;
    }

    private boolean late() {
      return landed.getCount() > 0 && until - System.nanoTime() < 0;
    }

    /** Brings an answer for all who wait, and for all who come before it is {@link #clear}ed. */
    void land(Found.Hit hit) {
      if (landed.getCount() > 0) {
        brought = hit;
        landed.countDown();
      }
    }

    /** Lets everybody go who still waits, and nobody join any more. */
    void clear() {
      flights.remove(key, this);
      landed.countDown();
    }

    /**
     * Waits for the end, at most as long as the lease lasts.
     *
     * @return whether it has come
     * @throws InterruptedException when nobody waits for the waiting call any more
     */
    boolean await(long nanos) throws InterruptedException {
      long left = Math.min(nanos, until - System.nanoTime());
      waiting.incrementAndGet();
      try {
        return landed.await(Math.max(0, left), TimeUnit.NANOSECONDS);
      } finally {
        waiting.decrementAndGet();
      }
    }

    /** What the leader brought, or null. */
    Found.@Nullable Hit brought() {
      return brought;
    }
  }
}
