package io.signalbox.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A backend that answers as a test says and keeps every whole request. */
final class WireBackend implements AutoCloseable {
  /** Writes the answer to a request. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final BlockingQueue<Wire.Message> arrived = new LinkedBlockingQueue<>();
  private volatile Answer answer = out -> {};

  private WireBackend(ServerSocket server) {
    this.server = server;
  }

  static WireBackend start() {
    try {
      var backend =
          new WireBackend(new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(backend::accept);
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Forgets what arrived, and answers so from now on. */
  void answers(Answer other) {
    arrived.clear();
    answer = other;
  }

  /** Waits for the next request. */
  Wire.Message arrival() throws InterruptedException {
    var message = arrived.poll(30, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no request reaches the backend");
    }
    return message;
  }

  /** The next request if it is here. */
  Wire.@Nullable Message arrivalNow() {
    return arrived.poll();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var reader = new Wire.Reader(socket.getInputStream());
      for (var message = reader.message(); message != null; message = reader.message()) {
        arrived.add(message);
        answer.write(socket.getOutputStream());
      }
    } catch (IOException gone) {
      // The proxy went away, as some tests have it.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
