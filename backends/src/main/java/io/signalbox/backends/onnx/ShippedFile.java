package io.signalbox.backends.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;

/** The files on the class path that models are made of. */
final class ShippedFile {
  private ShippedFile() {}

  /** How many bytes a file has, without reading it. */
  static long sizeBytes(String resource) {
    try {
      var connection = connection(resource);
      try (InputStream _ = connection.getInputStream()) {
        return connection.getContentLengthLong();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a file. */
  static byte[] read(String resource) {
    try (InputStream in = connection(resource).getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bytes of a file in memory that goes back with the arena. Weights read into the heap would
   * lie in its old generation, which nothing cleans up for hours.
   */
  static ByteBuffer outsideHeap(String resource, Arena arena) {
    try {
      var connection = connection(resource);
      try (InputStream in = connection.getInputStream()) {
        var bytes = arena.allocate(connection.getContentLengthLong()).asByteBuffer();
        var channel = Channels.newChannel(in);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes) < 0) {
            throw new EOFException(resource + ": shorter than announced");
          }
        }
        return bytes.flip();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URLConnection connection(String resource) throws IOException {
    var url = ShippedFile.class.getResource(resource);
    if (url == null) {
      throw new IllegalStateException(resource + ": not on the class path");
    }
    var connection = url.openConnection();
    connection.setUseCaches(false);
    return connection;
  }
}
