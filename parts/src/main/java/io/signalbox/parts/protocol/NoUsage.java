package io.signalbox.parts.protocol;

import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import org.jspecify.annotations.Nullable;

/** For replies that cannot be read, such as compressed ones. */
record NoUsage() implements UsageMeter {
  @Override
  public void see(byte[] chunk) {}

  @Override
  public @Nullable Usage usage() {
    return null;
  }

  @Override
  public @Nullable String model() {
    return null;
  }
}
