package io.signalbox.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The value files there are for the chart: those of the tests, of the chart, of the manifests. */
final class ValueFiles {
  private ValueFiles() {}

  /** One of the tests' own, such as {@code tiers}. */
  static Path named(String name) {
    return Project.ROOT.resolve(
        "deploy/src/test/resources/io/signalbox/deploy/values-%s.yaml".formatted(name));
  }

  /** All of them, without the chart's defaults. */
  static List<Path> all() {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(Project.ROOT.resolve("deploy"))) {
      files
          .filter(file -> file.getFileName().toString().matches(".*values.*\\.yaml"))
          .filter(file -> !file.equals(Project.CHART.resolve("values.yaml")))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
