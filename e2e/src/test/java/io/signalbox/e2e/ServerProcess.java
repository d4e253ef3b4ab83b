package io.signalbox.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that a test started, and those that it started itself. */
final class ServerProcess {
  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  static ServerProcess start(List<String> command) {
    try {
      return new ServerProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Sends a signal to all of them. */
  void signal(String name) {
    var all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
            .filter(ProcessHandle::isAlive)
            .toList();
    for (var one : all) {
      try {
        // One may have ended meanwhile, which is as well.
        new ProcessBuilder("kill", "-" + name, Long.toString(one.pid())).start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends all of them at once. */
  void kill() {
    signal("KILL");
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
