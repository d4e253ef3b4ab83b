package io.signalbox.chat;

import org.jspecify.annotations.Nullable;

/**
 * Watches a reply go by and picks out the token counts and who answered. For one reply, on one
 * thread.
 */
public interface UsageMeter {
  /** Looks at the next chunk of the body; chunks may be cut anywhere. */
  void see(byte[] chunk);

  /** The counts, once the body has ended; null when it told none. */
  @Nullable Usage usage();

  /** The model that answered, as the backend names it; like the counts. */
  @Nullable String model();
}
