package io.signalbox.gateways.doctor;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds a thing when it is first asked for, and remembers it. For one thread. */
final class Memo<T> {
  private final Supplier<T> find;
  private @Nullable T found;

  Memo(Supplier<T> find) {
    this.find = find;
  }

  T get() {
    if (found == null) {
      found = Objects.requireNonNull(find.get());
    }
    return found;
  }
}
