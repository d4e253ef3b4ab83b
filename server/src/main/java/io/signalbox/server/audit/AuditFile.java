package io.signalbox.server.audit;

import io.signalbox.server.observe.LifecycleLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that lines are appended to. It is opened anew when it was moved away, so that a log
 * rotation needs no word to us. The first line that fails is told, and the first that works again.
 */
final class AuditFile implements AutoCloseable {
  private final Path path;
  private final LifecycleLog log = new LifecycleLog();
  private FileChannel channel;
  private boolean failing;

  private AuditFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static AuditFile open(Path path) throws IOException {
    return new AuditFile(path, channel(path));
  }

  private static FileChannel channel(Path path) throws IOException {
    var directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Appends a line.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  synchronized void append(byte[] line) {
    try {
      if (!Files.exists(path)) {
        channel.close();
        channel = channel(path);
      }
      var buffer = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (failing) {
        failing = false;
        log.auditWorks(path.toString());
      }
    } catch (IOException full) {
      if (!failing) {
        failing = true;
        log.auditFails(path.toString(), full.getClass().getSimpleName());
      }
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // What was written is with the system already.
    }
  }
}
