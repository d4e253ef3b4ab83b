package io.signalbox.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A program that ran to its end.
 *
 * @param status its exit status
 */
record Program(int status, String out, String err) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static Program run(List<String> command) {
    try {
      var out = Files.createTempFile("signalbox-e2e-", ".out");
      var err = Files.createTempFile("signalbox-e2e-", ".err");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(PATIENCE)) {
          process.destroyForcibly();
          throw new AssertionError("still running after " + PATIENCE + ": " + command.getFirst());
        }
        return new Program(process.exitValue(), text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
