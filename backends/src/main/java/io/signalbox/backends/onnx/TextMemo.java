package io.signalbox.backends.onnx;

import io.signalbox.chat.Deadline;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Remembers what was found for the texts read last, and lets those who want the same text at the
 * same time wait for one of them to read it. Keeps 128 bits of a text's SHA-256 instead of the
 * text. What is cut short is not kept, nor is a failure: then each of those who waited tries on its
 * own. Safe for use by many threads at once.
 */
final class TextMemo<V> {
  /** One who reads returns at its deadline; those who wait for it must not be a hair quicker. */
  private static final Duration GRACE = Duration.ofMillis(50);

  /** The first 128 bits of the SHA-256 of a text's UTF-16 code units. */
  record Key(long high, long low) {
    static Key of(String text) {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        var chunk = ByteBuffer.allocate(8192);
        for (int i = 0; i < text.length(); i++) {
          if (!chunk.hasRemaining()) {
            digest.update(chunk.flip());
            chunk.clear();
          }
          chunk.putChar(text.charAt(i));
        }
        digest.update(chunk.flip());
        var hash = ByteBuffer.wrap(digest.digest());
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * What a reader made of a text.
   *
   * @param whole whether more time would not have made more of it
   */
  record Found<V>(V value, boolean whole) {}

  /** Somebody reads a text. */
  private record Flight<V>(Deadline deadline, CompletableFuture<Optional<Found<V>>> result) {
    Flight(Deadline deadline) {
      this(deadline, new CompletableFuture<>());
    }

    /** Whether one with another deadline is served by what came of it. */
    boolean serves(Deadline other, Found<V> found) {
      boolean cutByDeadline = deadline.passed();
      return found.whole() || !cutByDeadline || other.nanoTime() - deadline.nanoTime() <= 0;
    }
  }

  private final int entries;
  private final long bytes;
  private final ToLongFunction<V> weigher;
  private final Map<Key, V> values = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Key, Flight<V>> flights = new ConcurrentHashMap<>();
  private long weight;

  /**
   * @param entries the most values kept; the one used longest ago goes first
   * @param bytes the most they may weigh together
   * @param weigher about how many bytes a value takes
   */
  TextMemo(int entries, long bytes, ToLongFunction<V> weigher) {
    this.entries = entries;
    this.bytes = bytes;
    this.weigher = weigher;
  }

  /**
   * What is known of a text, or else what the reader makes of it.
   *
   * @param deadline of this caller; its reader must return or throw by then
   * @throws io.signalbox.chat.RouterException {@code TIMEOUT} or {@code CANCELLED} for one who
   *     waits, and what the reader throws
   */
  V find(String text, Deadline deadline, Supplier<Found<V>> reader) {
    var key = Key.of(text);
    while (true) {
      var known = known(key);
      if (known.isPresent()) {
        return known.get();
      }
      var own = new Flight<V>(deadline);
      var other = flights.putIfAbsent(key, own);
      if (other == null) {
        return read(key, own, reader);
      }
      var found = await(other, deadline);
      if (found.isPresent() && other.serves(deadline, found.get())) {
        return found.get().value();
      }
    }
  }

  private V read(Key key, Flight<V> own, Supplier<Found<V>> reader) {
    Optional<Found<V>> found = Optional.empty();
    try {
      // Somebody may have landed between the look-up and the take-off.
      var known = known(key);
      found = Optional.of(known.isPresent() ? new Found<>(known.get(), true) : reader.get());
      if (found.get().whole()) {
        keep(key, found.get().value());
      }
      return found.get().value();
    } finally {
      flights.remove(key, own);
      own.result().complete(found);
    }
  }

  private Optional<Found<V>> await(Flight<V> flight, Deadline deadline) {
    try {
      long patience = deadline.remainingNanos() + GRACE.toNanos();
      return flight.result().get(patience, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw InferencePool.late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw InferencePool.cancelled();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a flight ends with what was found or nothing", e);
    }
  }

  private Optional<V> known(Key key) {
    synchronized (values) {
      return Optional.ofNullable(values.get(key));
    }
  }

  private void keep(Key key, V value) {
    synchronized (values) {
      long own = weigher.applyAsLong(value);
      if (own > bytes || values.put(key, value) != null) {
        return;
      }
      weight += own;
      var eldest = values.values().iterator();
      while (values.size() > entries || weight > bytes) {
        weight -= weigher.applyAsLong(eldest.next());
        eldest.remove();
      }
    }
  }
}
