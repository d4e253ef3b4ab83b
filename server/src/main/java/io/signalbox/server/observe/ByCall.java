package io.signalbox.server.observe;

import io.signalbox.chat.Call;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Values by call. Calls are told apart by identity, and none is kept: what nobody else holds any
 * more is forgotten with its value. Safe for use by many threads.
 *
 * @param <V> the value, which must not hold the call for it to be forgotten
 */
final class ByCall<V> {
  private final Map<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<Call> dropped = new ReferenceQueue<>();
  private final Consumer<V> forgotten;

  /**
   * @param forgotten told the value of a call that nobody holds any more
   */
  ByCall(Consumer<V> forgotten) {
    this.forgotten = forgotten;
  }

  /** Forgets what nobody holds any more. */
  void forget() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      var value = values.remove(gone);
      if (value != null) {
        forgotten.accept(value);
      }
    }
  }

  @Nullable V get(Call call) {
    return values.get(new Probe(call));
  }

  /** Puts a value, and returns the one before. */
  @Nullable V put(Call call, V value) {
    return values.put(new Entry(call, dropped), value);
  }

  /** Puts a value unless there is one, and returns that. */
  @Nullable V putIfAbsent(Call call, V value) {
    return values.putIfAbsent(new Entry(call, dropped), value);
  }

  /** Puts a value if there is one, and returns that. */
  @Nullable V replace(Call call, V value) {
    return values.replace(new Probe(call), value);
  }

  /** Changes a value if there is one. */
  void change(Call call, UnaryOperator<V> change) {
    values.computeIfPresent(new Probe(call), (entry, value) -> change.apply(value));
  }

  /** Takes a value away, and returns it. */
  @Nullable V remove(Call call) {
    return values.remove(new Probe(call));
  }

  Collection<V> values() {
    return values.values();
  }

  /** Finds an entry; costs less than one. */
  private static final class Probe {
    private final Call call;

    Probe(Call call) {
      this.call = call;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(call);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Identity is what tells calls apart.
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry entry && entry.get() == call;
    }
  }

  /** A call by its identity, without keeping it. */
  private static final class Entry extends WeakReference<Call> {
    private final int hash;

    Entry(Call call, ReferenceQueue<Call> queue) {
      super(call, queue);
      hash = System.identityHashCode(call);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Identity is what tells calls apart.
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      var call = get();
      return call != null && other instanceof Entry entry && entry.get() == call;
    }
  }
}
