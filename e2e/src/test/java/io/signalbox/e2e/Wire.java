package io.signalbox.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 by hand, for what HTTP libraries hide: chunks as they come, trailers, and messages that
 * break off.
 */
final class Wire {
  private Wire() {}

  /** What of a message comes before its body; names are lower case. */
  record Head(String start, Map<String, String> headers) {
    String target() {
      return start.split(" ", 3)[1];
    }

    int status() {
      return Integer.parseInt(start.split(" ", 3)[1]);
    }
  }

  /** A whole message. */
  record Message(Head head, byte[] body, Map<String, String> trailers) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Reads messages from a connection. */
  static final class Reader {
    private final InputStream in;

    Reader(InputStream in) {
      this.in = new BufferedInputStream(in);
    }

    /** The next head, or null when the connection ends before one. */
    @Nullable Head head() throws IOException {
      var start = line();
      return start == null ? null : new Head(start, fields());
    }

    /** The next whole message, or null when the connection ends before one. */
    @Nullable Message message() throws IOException {
      var head = head();
      return head == null ? null : rest(head);
    }

    /** The message behind a head. */
    Message rest(Head head) throws IOException {
      var body = new ByteArrayOutputStream();
      if (head.headers().containsKey("transfer-encoding")) {
        for (var chunk = chunk(); chunk.length > 0; chunk = chunk()) {
          body.writeBytes(chunk);
        }
        return new Message(head, body.toByteArray(), fields());
      }
      int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
      var bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("%d of %d bytes".formatted(bytes.length, length));
      }
      return new Message(head, bytes, Map.of());
    }

    /** The next chunk of a body; empty at its end, where trailers follow. */
    byte[] chunk() throws IOException {
      var size = line();
      if (size == null) {
        throw new EOFException("the body breaks off");
      }
      int length = Integer.parseInt(size.strip(), 16);
      var bytes = in.readNBytes(length);
      if (length > 0) {
        line();
      }
      return bytes;
    }

    private Map<String, String> fields() throws IOException {
      var fields = new TreeMap<String, String>();
      for (var line = line(); line != null && !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        fields.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      return fields;
    }

    private @Nullable String line() throws IOException {
      var line = new ByteArrayOutputStream();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          return null;
        }
        if (b != '\r') {
          line.write(b);
        }
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Writes a chunk and lets it go at once. */
  static void chunk(OutputStream out, byte[] bytes, int from, int to) throws IOException {
    write(out, Integer.toHexString(to - from) + "\r\n");
    out.write(bytes, from, to - from);
    write(out, "\r\n");
  }
}
