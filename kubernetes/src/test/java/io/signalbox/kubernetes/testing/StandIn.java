package io.signalbox.kubernetes.testing;

import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The stand-in of an API server on a port of this machine: the client library's mock server with our dispatcher. */
final class StandIn implements AutoCloseable {
  /** It tells of every request; kept here because loggers are forgotten, with their levels, when nobody holds them. */
  private static final Logger CHATTY = Logger.getLogger(MockWebServer.class.getName());

  private final ApiDispatcher dispatcher = new ApiDispatcher();
  private MockWebServer server = new MockWebServer();
  private int port;
  private boolean running;

  StandIn() {
    CHATTY.setLevel(Level.WARNING);
    start();
  }

  ApiDispatcher dispatcher() {
    return dispatcher;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  synchronized void start() {
    if (running) {
      return;
    }
    server = new MockWebServer();
    server.setDispatcher(dispatcher);
    server.start(InetAddress.getLoopbackAddress(), port);
    port = server.getPort();
    running = true;
  }

  synchronized void stop() {
    if (running) {
      running = false;
      dispatcher.watches().drop();
      server.shutdown();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
