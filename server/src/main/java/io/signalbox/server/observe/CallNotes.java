package io.signalbox.server.observe;

import io.signalbox.chat.Call;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One note for each call that is open, and the memory of those that have ended. A door tells of
 * every error, also of one that broke a reply off and was told as its ending before; only the first
 * end counts.
 *
 * <p>Calls are told apart by identity. A call that has ended is remembered only as long as somebody
 * still holds it, and so is one whose note does not hold it.
 *
 * @param <T> the note
 */
public final class CallNotes<T> {
  private final Map<Object, Optional<T>> calls = new ConcurrentHashMap<>();
  private final ReferenceQueue<Call> dropped = new ReferenceQueue<>();

  /**
   * How a call came to its end.
   *
   * @param first false when its end was told before
   * @param note what was known of it, or null when nothing was
   * @param <T> the note
   */
  public record End<T>(boolean first, @Nullable T note) {}

  /** Opens a call with a note, or anew. */
  public void open(Call call, T note) {
    forget();
    calls.put(new Entry(call, dropped), Optional.of(note));
  }

  /** The note of a call, or null when it is not open. */
  public @Nullable T of(Call call) {
    var note = calls.get(new Probe(call));
    return note == null ? null : note.orElse(null);
  }

  /** Changes the note of an open call. */
  public void change(Call call, UnaryOperator<T> change) {
    calls.computeIfPresent(new Probe(call), (entry, note) -> note.map(change));
  }

  /** Notes the end of a call. */
  public End<T> close(Call call) {
    forget();
    var before = calls.replace(new Probe(call), Optional.empty());
    if (before == null) {
      before = calls.putIfAbsent(new Entry(call, dropped), Optional.empty());
    }
    return before == null
        ? new End<>(true, null)
        : new End<>(before.isPresent(), before.orElse(null));
  }

  /** Shows the note of every open call. */
  public void each(Consumer<T> consumer) {
    calls.values().forEach(note -> note.ifPresent(consumer));
  }

  /** How many calls are known, open or not. */
  public int size() {
    forget();
    return calls.size();
  }

  private void forget() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      if (gone instanceof Entry entry) {
        calls.remove(entry);
      }
    }
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
