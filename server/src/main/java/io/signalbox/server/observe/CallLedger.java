package io.signalbox.server.observe;

import io.signalbox.chat.Call;
import io.signalbox.plugin.Routed;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are open, and which have already had their end. A door tells of every error, also of
 * one that broke a reply off and was told as its ending before; the ledger makes one end of both.
 *
 * <p>Calls are told apart by identity: two clients may use the same id. A call that has ended is
 * remembered only as long as somebody still holds it.
 */
final class CallLedger {
  private final Map<Entry, Optional<OpenCall>> calls = new ConcurrentHashMap<>();
  private final ReferenceQueue<Call> dropped = new ReferenceQueue<>();

  /**
   * How a call came to its end.
   *
   * @param first false when its end was told before
   * @param open what was known of it, or null when it was never routed
   */
  record End(boolean first, @Nullable OpenCall open) {}

  /** Notes that a call is decided and about to be sent. */
  void open(Routed routed, Duration routing) {
    forget();
    var open = new OpenCall(routed, routing, System.nanoTime());
    calls.put(new Entry(routed.call(), dropped), Optional.of(open));
  }

  /** Notes that an open call goes to another model. */
  void reroute(Routed routed) {
    calls.computeIfPresent(
        new Entry(routed.call(), dropped),
        (entry, open) -> open.map(known -> known.withRouted(routed)));
  }

  /** Notes the end of a call. */
  End close(Call call) {
    forget();
    var before = calls.put(new Entry(call, dropped), Optional.empty());
    return before == null ? new End(true, null) : new End(before.isPresent(), before.orElse(null));
  }

  /** Shows every open call. */
  void each(Consumer<OpenCall> consumer) {
    calls.values().forEach(call -> call.ifPresent(consumer));
  }

  /** How many calls are known, open or not. */
  int size() {
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
