package io.signalbox.server.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Writes and reads bytes on a socket, for what no HTTP client would do. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  RawClient write(String text) {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Everything until the text has been seen, or until the other side ends. */
  String readUntil(String text) {
    var seen = new ByteArrayOutputStream();
    try {
      while (!seen.toString(StandardCharsets.ISO_8859_1).contains(text)) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        seen.write(next);
      }
    } catch (SocketException reset) {
      // What came until then is what the test is about.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return seen.toString(StandardCharsets.ISO_8859_1);
  }

  /** Everything until the other side ends. */
  String readAll() {
    return readUntil("\0 never \0");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
