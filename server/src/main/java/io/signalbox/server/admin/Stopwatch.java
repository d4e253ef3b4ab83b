package io.signalbox.server.admin;

/** Tells how long something took. */
final class Stopwatch {
  private final long start = System.nanoTime();

  /** Milliseconds since it was made, to the microsecond. */
  double millis() {
    return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
  }
}
