package io.signalbox.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The demo's configuration file: the one of the source tree, so that edits show, or a copy of the
 * one packed into the program.
 *
 * @param copied whether the file is removed at the end
 */
record DemoConfig(Path file, boolean copied) implements AutoCloseable {
  private static final String NAME = "agentgateway-demo.yaml";

  /** Where the launcher says it lies. */
  static final String HOME = "signalbox.home";

  static DemoConfig find() {
    var home = System.getProperty(HOME);
    if (home != null) {
      var file = Path.of(home, "examples", NAME);
      if (Files.isReadable(file)) {
        return new DemoConfig(file, false);
      }
    }
    return copy();
  }

  private static DemoConfig copy() {
    try (var packed = DemoConfig.class.getResourceAsStream(NAME)) {
      var bytes = Objects.requireNonNull(packed, NAME).readAllBytes();
      var file = Files.createTempFile("signalbox-demo-", ".yaml");
      Files.write(file, bytes);
      return new DemoConfig(file, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (copied) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
