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

  /** A folder that has the official Anthropic client for Node.js. */
  static Path anthropicClient() {
    var folder = ROOT.resolve(".parts/anthropic");
    part("the @anthropic-ai/sdk package", folder.resolve("node_modules/@anthropic-ai/sdk"));
    return folder;
  }

  static Path node() {
    return command("node");
  }

  static Path redisServer() {
    return command("redis-server");
  }

  /** A Python that has Postgres with pgvector. */
  static Path postgresPython() {
    return part("Postgres", ROOT.resolve(".parts/pgserver/bin/python"));
  }

  static Path curl() {
    return command("curl");
  }

  private static Path command(String name) {
    var found =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    return part(name, found.orElse(Path.of(name)));
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
