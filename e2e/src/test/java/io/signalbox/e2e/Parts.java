package io.signalbox.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs that some tests need and the build does not bring: {@code .ci/run} puts them below
 * {@code .parts}. A test whose part is missing is skipped, or fails where {@code
 * SIGNALBOX_REQUIRE_PARTS} is 1.
 */
final class Parts {
  static final Path ROOT = root();

  private Parts() {}

  static Path envoy() {
    return part("Envoy", ROOT.resolve(".parts/envoy/envoy/_bin/envoy"));
  }

  /** A Python that has the official OpenAI client. */
  static Path openAiPython() {
    return part("the openai package", ROOT.resolve(".parts/openai/bin/python"));
  }

  static Path curl() {
    var found =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder, "curl"))
            .filter(Files::isExecutable)
            .findFirst();
    return part("curl", found.orElse(Path.of("curl")));
  }

  private static Path part(String name, Path path) {
    if (!Files.isExecutable(path)) {
      var message = "%s is missing: %s (.ci/run installs it)".formatted(name, path);
      if ("1".equals(System.getenv("SIGNALBOX_REQUIRE_PARTS"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return path;
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
