package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Java runtime with those modules of this one that the programs use. */
final class JavaRuntime {
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.sql",
          "java.xml",
          "jdk.crypto.ec",
          "jdk.jfr",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.unsupported",
          "jdk.zipfs");

  /**
   * What the JVM does unless JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS say otherwise. The heap takes
   * half of the container's memory and never more than 1 GB: models live outside of it, and the
   * serial collector lets the old generation grow to the limit; the router cleans up sooner. What
   * is then free goes back to the system at once, and so does, every half minute, what the models
   * freed. No file is written for tools, and that of a crash goes to the log.
   */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:MaxRAM=2g",
          "-XX:MaxRAMPercentage=50",
          "-XX:InitialHeapSize=32m",
          "-XX:MaxHeapFreeRatio=50",
          "-XX:-ShrinkHeapInSteps",
          "-XX:TrimNativeHeapInterval=30000",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-XX:+ErrorFileToStderr",
          "-Xlog:aot*=off",
          "-Xlog:cds*=off");

  private JavaRuntime() {}

  /** Links a runtime into a folder that is not there yet. */
  static void link(Path folder, Path log) throws IOException {
    Command.run(
        log,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
            "--add-modules",
            String.join(",", MODULES),
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--compress",
            "zip-6",
            "--add-options= " + String.join(" ", OPTIONS),
            "--output",
            folder.toString()));
  }
}
