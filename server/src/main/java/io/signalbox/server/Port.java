package io.signalbox.server;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.function.Supplier;

/**
 * A port that something is to listen on.
 *
 * @param what listens there, for people
 */
record Port(String what, int number) {
  /**
   * Opens it.
   *
   * @throws PortInUseException when it is taken
   * @throws UncheckedIOException when it cannot be listened on for another reason
   */
  <T> T open(Supplier<T> start) {
    try {
      return start.get();
    } catch (UncheckedIOException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException
            || String.valueOf(cause.getMessage()).contains("Address already in use")) {
          throw new PortInUseException(what, number);
        }
      }
      throw failed;
    }
  }
}
