package io.signalbox.e2e;

/** A way in: a port that clients talk to, in front of the router of a world. */
interface Door extends AutoCloseable {
  int port();

  @Override
  void close();

  /** Opens a door to a world. */
  @FunctionalInterface
  interface Opener {
    Door open(World world);
  }
}
