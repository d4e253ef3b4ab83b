package io.signalbox.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection of a client, by hand. */
final class WireClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 40_000;

  private final Socket socket;
  private final Wire.Reader reader;

  WireClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    reader = new Wire.Reader(socket.getInputStream());
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  Wire.Reader reader() {
    return reader;
  }

  /** Sends a conversation of known length. */
  void post(String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    Wire.write(
        out(),
        "POST /v1/chat/completions HTTP/1.1\r\nhost: door\r\ncontent-type: application/json\r\n"
            + "content-length: "
            + bytes.length
            + "\r\n\r\n");
    out().write(bytes);
    out().flush();
  }

  /** Sends the head of a conversation whose body comes in chunks. */
  void postHead(String... more) throws IOException {
    Wire.write(
        out(),
        "POST /v1/chat/completions HTTP/1.1\r\nhost: door\r\ncontent-type: application/json\r\n"
            + "transfer-encoding: chunked\r\n"
            + String.join("", more)
            + "\r\n");
  }

  /** Sends a body in chunks of so many bytes, without its end. */
  void chunks(String body, int size) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += size) {
      Wire.chunk(out(), bytes, from, Math.min(bytes.length, from + size));
    }
  }

  /** The reply; interim ones are left out. */
  Wire.Message reply() throws IOException {
    var message = reader.message();
    if (message == null) {
      throw new IOException("the connection ends without a reply");
    }
    return message;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
