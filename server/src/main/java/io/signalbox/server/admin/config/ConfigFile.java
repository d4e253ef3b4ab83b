package io.signalbox.server.admin.config;

import io.signalbox.server.admin.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * The configuration file. It is replaced as a whole: other bytes are written beside it, brought to
 * the disk and renamed over it, so that a reader sees the old file or the new one, and a full disk
 * or a crash leaves the old one. A link is followed and what it leads to is replaced, so that the
 * link stays.
 */
final class ConfigFile {
  private static final int MAX_BYTES = 12 * 1024 * 1024;
  private static final int MAX_LINKS = 40;
  private static final String CONFIG_MAP_LINK = "..data";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;

  ConfigFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  Path path() {
    return path;
  }

  /** The file as it is now; none when there is no file. */
  Revision read() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new Refusal(500, "READ_ERROR", "the configuration file is too large");
      }
      return new Revision(Files.readAllBytes(path));
    } catch (NoSuchFileException gone) {
      return Revision.NONE;
    } catch (IOException unreadable) {
      throw new Refusal(500, "READ_ERROR", "cannot read the configuration: " + reason(unreadable));
    }
  }

  /** The file's own permissions, or the owner's alone. */
  Set<PosixFilePermission> permissions() {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException | UnsupportedOperationException unknown) {
      return OWNER_ONLY;
    }
  }

  /**
   * Replaces the file.
   *
   * @param before what the change was made from; if the file is something else by now, nothing is
   *     written
   */
  void replace(Revision before, byte[] bytes) {
    try {
      var target = target();
      var directory = directory(target);
      var next = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
      try {
        write(next, bytes, permissions());
        if (!read().sha256().equals(before.sha256())) {
          throw changed(read());
        }
        Files.move(
            next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(next);
      }
      sync(directory);
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  /** The refusal of a change that was made from another revision. */
  static Refusal changed(Revision now) {
    return new Refusal(
            412, "CONFIG_CHANGED", "the configuration has changed since it was read; read it again")
        .with("etag", now.etag());
  }

  private static Refusal unwritable(IOException failed) {
    return new Refusal(
        500,
        "WRITE_ERROR",
        "cannot write the configuration, which stays as it was: " + reason(failed));
  }

  private static String reason(IOException failed) {
    if (failed instanceof AccessDeniedException) {
      return "access denied";
    }
    var reason = failed instanceof FileSystemException file ? file.getReason() : null;
    var text = (reason == null ? failed.getClass().getSimpleName() : reason);
    if (text.toLowerCase(Locale.ROOT).contains("busy")) {
      return "the file is mounted by itself (expected: its folder mounted)";
    }
    return text;
  }

  /** Where the path leads to; refused where another owns what stands there. */
  private Path target() throws IOException {
    var at = path;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      var link = Files.readSymbolicLink(at);
      if (links == MAX_LINKS) {
        throw new FileSystemException(path.toString(), null, "too many links");
      }
      if (link.startsWith(CONFIG_MAP_LINK)) {
        throw new FileSystemException(
            path.toString(),
            null,
            "it is a volume of a ConfigMap or Secret (expected: a change of that object)");
      }
      at = at.resolveSibling(link).normalize();
    }
    return at;
  }

  private static Path directory(Path file) {
    var directory = file.getParent();
    if (directory == null) {
      throw new UncheckedIOException(new IOException("no folder: " + file));
    }
    return directory;
  }

  /** Writes a new file and brings it to the disk. Nobody may read it before it has its rights. */
  static void write(Path file, byte[] bytes, Set<PosixFilePermission> permissions)
      throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel =
        posix
            ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
            : FileChannel.open(file, options)) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    if (posix) {
      Files.setPosixFilePermissions(file, permissions);
    }
  }

  /** Brings a rename to the disk; not every file system can. */
  private static void sync(Path directory) {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // The file itself is on the disk; only the moment of the rename is the system's choice.
    }
  }

  /** Writes a file of ours, in place of one that may be there. */
  static void put(Path file, byte[] bytes, Set<PosixFilePermission> permissions)
      throws IOException {
    var next = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      write(next, bytes, permissions);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Whether a path is a plain file and no link. */
  static boolean isPlain(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
