package io.signalbox.server.observe;

import io.signalbox.chat.Call;
import java.util.Optional;
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
  private final ByCall<Optional<T>> calls = new ByCall<>(note -> {});

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
    calls.forget();
    var _ = calls.put(call, Optional.of(note));
  }

  /** The note of a call, or null when it is not open. */
  public @Nullable T of(Call call) {
    var note = calls.get(call);
    return note == null ? null : note.orElse(null);
  }

  /** Changes the note of an open call. */
  public void change(Call call, UnaryOperator<T> change) {
    calls.change(call, note -> note.map(change));
  }

  /** Notes the end of a call. */
  public End<T> close(Call call) {
    calls.forget();
    var before = calls.replace(call, Optional.empty());
    if (before == null) {
      before = calls.putIfAbsent(call, Optional.empty());
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
    calls.forget();
    return calls.values().size();
  }
}
