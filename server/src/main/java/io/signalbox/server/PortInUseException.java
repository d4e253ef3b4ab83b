package io.signalbox.server;

/** A port that the router should listen on belongs to another process. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int port;

  public PortInUseException(int port) {
    super("port " + port + " is in use");
    this.port = port;
  }

  public int port() {
    return port;
  }
}
