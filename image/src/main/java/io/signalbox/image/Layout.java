package io.signalbox.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The router's files, laid out as they are in its image. They lie there for real before the image
 * is written: the JVM's memory of a rehearsal holds for jars of the same order, size and time.
 *
 * @param root the folder that is {@code /} of the image
 */
record Layout(Path root) {
  static final String JAVA = "/app/java";
  static final String OPTIONS = "/app/java.options";
  static final String CONFIG = "/app/config";

  /** A file whose interpreter is the JVM, since there is no shell. */
  static final String COMMAND = "/usr/bin/signalbox";

  /** An option that all programs give the JVM: they load libraries of machine code. */
  static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  private static final String NATIVE = "/app/native";
  private static final String LIBRARIES = "/app/lib";
  private static final String JAR = "/app/signalbox-app.jar";
  private static final String MEMORY = "/app/signalbox.aot";

  /** The time that all files of an image get. */
  private static final FileTime TIME = FileTime.from(Instant.EPOCH.plusSeconds(1));

  /**
   * Lays out all but what a rehearsal leaves.
   *
   * @param root emptied before
   * @param built where the program's jar and its libraries were built
   */
  static Layout make(Path root, Path built) throws IOException {
    clear(root);
    Layout layout = new Layout(root);
    Files.createDirectories(layout.at(NATIVE));
    Files.createDirectories(layout.at(LIBRARIES));
    Files.createDirectories(layout.at(COMMAND).getParent());
    JavaRuntime.link(layout.runtime(), root.resolveSibling("jlink.log"));
    Files.copy(built.resolve("signalbox-app.jar"), layout.at(JAR));
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      for (Path jar : jars.sorted().toList()) {
        Path copy = layout.at(LIBRARIES).resolve(jar.getFileName());
        NativeParts.copy(jar, copy, layout.at(NATIVE), Machine.current());
      }
    }
    List<String> options = new ArrayList<>(List.of("-XX:AOTCache=" + MEMORY));
    options.addAll(options(""));
    options.add("io.signalbox.app.Executable");
    Files.write(layout.at(OPTIONS), options);
    Files.writeString(layout.at(COMMAND), "#!" + JAVA + "/bin/java @" + OPTIONS + "\n");
    Files.setPosixFilePermissions(layout.at(COMMAND), PosixFilePermissions.fromString("rwxr-xr-x"));
    layout.settle();
    return layout;
  }

  /** Options of the JVM that are the same whenever the program runs, files below a folder. */
  private static List<String> options(String folder) {
    return List.of(
        NATIVE_ACCESS,
        "-Donnxruntime.native.path=" + folder + NATIVE,
        "-Djava.library.path=" + folder + NATIVE,
        "-cp",
        folder + JAR);
  }

  /** The command that lets the JVM remember a short run. */
  List<String> rehearsal() {
    List<String> command = new ArrayList<>();
    command.add(runtime().resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + memory());
    command.addAll(options(root.toString()));
    command.addAll(List.of("io.signalbox.app.Main", "rehearse"));
    return command;
  }

  Path runtime() {
    return at(JAVA);
  }

  Path memory() {
    return at(MEMORY);
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** Programs and libraries of machine code. */
  List<Path> elfFiles() throws IOException {
    try (Stream<Path> files = Files.walk(at("/app"))) {
      return files
          .filter(file -> file.endsWith("bin/java") || file.toString().endsWith(".so"))
          .sorted()
          .toList();
    }
  }

  /** From what rarely changes to what always does; the runtime is a layer that images share. */
  List<Layer> layers() throws IOException {
    return List.of(
        libraries("libraries", false).withTree(at(NATIVE), NATIVE),
        libraries("program", true)
            .with(at(JAR), JAR)
            .with(at(OPTIONS), OPTIONS)
            .with(at(COMMAND), COMMAND),
        Layer.of("memory").with(at(MEMORY), MEMORY));
  }

  private Layer libraries(String name, boolean ours) throws IOException {
    Layer layer = Layer.of(name);
    try (Stream<Path> jars = Files.list(at(LIBRARIES))) {
      for (Path jar : jars.sorted().toList()) {
        String file = jar.getFileName().toString();
        if (file.startsWith("signalbox-") == ours) {
          layer = layer.with(jar, LIBRARIES + "/" + file);
        }
      }
    }
    return layer;
  }

  /** Gives all files the time that they have in the image. */
  void settle() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, TIME);
      }
    }
  }

  /** Removes a folder with all that it holds, if it is there. */
  static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                throws IOException {
              Files.delete(emptied);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
