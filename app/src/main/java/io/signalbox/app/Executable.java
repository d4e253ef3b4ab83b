package io.signalbox.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The program as a file whose first line names the JVM as its interpreter, which is how it lies in
 * an image that has no shell. The kernel puts the path of such a file before its arguments.
 */
public final class Executable {
  private static final int MISSING = 1;

  private Executable() {}

  /** Runs the program with all arguments but the first. */
  public static void main(String[] arguments) {
    int skipped = Math.min(1, arguments.length);
    String[] own = Arrays.copyOfRange(arguments, skipped, arguments.length);
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    Optional<String> missing = missing(List.of(own), System.getenv("CONFIG_FILE"), temporary);
    if (missing.isPresent()) {
      System.err.println("signalbox: " + missing.get());
      System.exit(MISSING);
    }
    Main.main(own);
  }

  /**
   * Tells what serving needs and the container lacks.
   *
   * @param configFile what CONFIG_FILE names
   * @param temporary a folder for short-lived files; runtimes of models want one
   */
  static Optional<String> missing(
      List<String> arguments, @Nullable String configFile, Path temporary) {
    if (!arguments.contains("serve")) {
      return Optional.empty();
    }
    if (!Files.isWritable(temporary)) {
      return Optional.of(temporary + " cannot be written (expected: an emptyDir mounted there)");
    }
    if (configFile == null || Files.exists(Path.of(configFile)) || namesConfig(arguments)) {
      return Optional.empty();
    }
    return Optional.of(
        configFile
            + " is missing (expected: a folder with it, mounted at "
            + Path.of(configFile).toAbsolutePath().getParent()
            + ", or another file named by --config)");
  }

  private static boolean namesConfig(List<String> arguments) {
    return arguments.stream().anyMatch(argument -> argument.matches("--?(config|help)(=.*)?|-h"));
  }
}
