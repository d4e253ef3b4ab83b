package io.signalbox.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine that builds. */
final class Command {
  private static final long LIMIT_MINUTES = 5;

  private Command() {}

  /**
   * Waits until a command has ended.
   *
   * @param log where its output goes
   * @return what it printed, errors included
   * @throws IOException when it cannot be started, takes too long, or fails; tells what it printed
   */
  static String run(Path log, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    String name = Path.of(command.getFirst()).getFileName().toString();
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(name + " has not ended in " + LIMIT_MINUTES + " minutes: " + log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    }
    String output = Files.readString(log, StandardCharsets.UTF_8);
    if (process.exitValue() != 0) {
      throw new IOException(name + " ended with " + process.exitValue() + ":\n" + output);
    }
    return output;
  }
}
