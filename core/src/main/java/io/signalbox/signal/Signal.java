package io.signalbox.signal;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Extracts facts from a request. Immutable and safe for use by many calls at once. */
public interface Signal {
  /** The leaf type its names are referred to by. */
  String type();

  /** The names it tells about; never empty. */
  Set<String> names();

  Cost cost();

  /**
   * Where the value measured of a name must lie for the name to hold, for explanations; null where
   * no number decides.
   */
  default @Nullable Bounds bounds(String name) {
    return null;
  }

  /** How many of its names may hold at once, once partitions have had their say; the surest do. */
  default int atOnce() {
    return Integer.MAX_VALUE;
  }

  /** Whether a call that it cannot tell about is refused rather than routed without it. */
  default boolean required() {
    return false;
  }

  /**
   * Reads the request. What it cannot tell is {@link Reading.Failed}; it does not throw for that.
   */
  Reading read(Call call, ChatRequest request);
}
