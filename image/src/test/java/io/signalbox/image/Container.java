package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A process that runs in an unpacked image: first process of its own process namespace, root folder
 * read-only, a small /tmp or none that can be written, no environment but the image's, a user that
 * nobody knows, no rights. It shares the machine's network, so its ports are reached at once.
 */
final class Container implements AutoCloseable {
  private static final String UNKNOWN_USER = "1234567:0";

  /** Arguments: root, folder of configuration or nothing, size of /tmp, user, then the command. */
  private static final String SCRIPT =
      """
      set -e
      root=$1 config=$2 room=$3 user=$4
      shift 4
      mount --make-rprivate /
      mount --bind "$root" "$root"
      mount -t proc proc "$root/proc"
      [ -z "$config" ] || mount --bind "$config" "$root/app/config"
      if [ "$room" = none ]; then
        mount --bind "$root/tmp" "$root/tmp"
        mount -o remount,bind,ro "$root/tmp"
      else
        mount -t tmpfs -o "mode=1777,size=$room" tmpfs "$root/tmp"
      fi
      mount -o remount,bind,ro "$root"
      exec env -i "$@"
      """;

  private final Process process;
  private final Path log;

  private Container(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Skips a test where this machine does not let namespaces be made, or fails it if it must run.
   */
  static void assumePossible(Path scratch) {
    try {
      Command.run(
          scratch.resolve("unshare.log"),
          List.of("unshare", "--mount", "--pid", "--fork", "sh", "-c", "mount --make-rprivate /"));
    } catch (IOException e) {
      if ("1".equals(System.getenv("SIGNALBOX_REQUIRE_PARTS"))) {
        throw new AssertionError("images cannot be started here: " + e.getMessage(), e);
      }
      Assumptions.abort("images cannot be started here: " + e.getMessage());
    }
  }

  /** What a container is given besides its image. */
  record Given(@Nullable Path config, String temporaryRoom, List<String> variables) {
    static final Given NOTHING = new Given(null, "16m", List.of());

    Given withConfig(Path folder) {
      return new Given(folder, temporaryRoom, variables);
    }

    Given withoutTemporaryRoom() {
      return new Given(config, "none", variables);
    }

    Given withVariable(String variable) {
      List<String> more = new ArrayList<>(variables);
      more.add(variable);
      return new Given(config, temporaryRoom, more);
    }
  }

  static Container start(Unpacked image, Given given, Path log, List<String> arguments)
      throws IOException {
    Files.createDirectories(image.root().resolve("proc"));
    Path config = given.config();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
    command.addAll(List.of("sh", "-c", SCRIPT, "container", image.root().toString()));
    command.add(config == null ? "" : config.toString());
    command.addAll(List.of(given.temporaryRoom(), UNKNOWN_USER));
    command.addAll(image.environment());
    command.addAll(given.variables());
    command.add(changeRoot().toString());
    command.addAll(List.of("--userspec=" + UNKNOWN_USER, image.root().toString()));
    command.addAll(image.entrypoint());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Container(process, log);
  }

  private static Path changeRoot() {
    return Stream.of("/usr/sbin/chroot", "/usr/bin/chroot", "/sbin/chroot")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("chroot is missing"));
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean ended() {
    return !process.isAlive();
  }

  /** Waits until it ends by itself. */
  int exitCode(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still runs after " + patience);
    }
    return process.exitValue();
  }

  /** Sends SIGTERM to the program, as a cluster does. */
  void terminate() {
    program().destroy();
  }

  /** Files in its /tmp; a folder that stays empty is none. */
  List<String> temporaryFiles() throws IOException {
    Path folder = Path.of("/proc/" + program().pid() + "/root/tmp");
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  private ProcessHandle program() {
    return process.children().findFirst().orElseThrow();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
