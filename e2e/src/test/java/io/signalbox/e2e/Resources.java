package io.signalbox.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files beside these classes. */
final class Resources {
  private Resources() {}

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** A copy in the file system, for another program to read. */
  static Path file(String name) {
    try {
      var file = Files.createTempFile("signalbox-e2e-", name);
      file.toFile().deleteOnExit();
      return Files.write(file, bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String name) {
    try (var stream = Resources.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException(name + ": no such resource");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
