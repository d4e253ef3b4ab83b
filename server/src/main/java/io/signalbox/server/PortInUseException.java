package io.signalbox.server;

/** A port that the server should listen on is taken. */
public final class PortInUseException extends RuntimeException {
  private final int port;

  /**
   * @param what would have listened there
   */
  public PortInUseException(String what, int port) {
    super("port %d (%s) is in use".formatted(port, what));
    this.port = port;
  }

  public int port() {
    return port;
  }
}
