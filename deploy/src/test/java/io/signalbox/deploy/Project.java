package io.signalbox.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where things are in the project, and what {@code .ci/run} puts below {@code .parts}. */
final class Project {
  static final Path ROOT = root();
  static final Path CHART = ROOT.resolve("deploy/helm/semantic-router");

  private Project() {}

  /**
   * A folder that {@code .ci/run} fills. A test whose part is missing is skipped, or fails where
   * {@code SIGNALBOX_REQUIRE_PARTS} is 1.
   */
  static Path part(String name, String path) {
    var folder = ROOT.resolve(".parts").resolve(path);
    if (!Files.isDirectory(folder)) {
      var message = "%s: missing at %s (.ci/run installs it)".formatted(name, folder);
      if ("1".equals(System.getenv("SIGNALBOX_REQUIRE_PARTS"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return folder;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      var here = Path.of("").toRealPath();
      return Files.isExecutable(here.resolve("signalbox")) ? here : here.resolve("..").normalize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
