package io.signalbox.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests below {@code deploy} that are applied as they stand; the chart's are not. */
final class Manifests {
  static final Path ROOT = root();

  private Manifests() {}

  /**
   * An object of a cluster.
   *
   * @param file where it stands, below {@code deploy}
   */
  record Manifest(String file, Map<?, ?> content) {
    String kind() {
      return text("kind");
    }

    String version() {
      return text("apiVersion");
    }

    String name() {
      return String.valueOf(at("metadata", "name"));
    }

    private String text(String key) {
      return String.valueOf(content.get(key));
    }

    /** What a path of keys leads to, or null. */
    @Nullable Object at(String... path) {
      Object found = content;
      for (var key : path) {
        found = found instanceof Map<?, ?> map ? map.get(key) : null;
      }
      return found;
    }

    @Override
    public String toString() {
      return file + ": " + kind() + " " + name();
    }
  }

  /** All of them. */
  static List<Manifest> all() {
    return Stream.of("agentgateway", "envoy", "examples").flatMap(Manifests::below).toList();
  }

  private static Stream<Manifest> below(String folder) {
    try (var files = Files.walk(ROOT.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !isOther(file.getFileName().toString()))
          .sorted()
          .toList()
          .stream()
          .flatMap(Manifests::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Values of the chart, and configurations of proxies that stand alone. */
  private static boolean isOther(String name) {
    return name.endsWith("values.yaml") || name.startsWith("standalone-");
  }

  private static Stream<Manifest> read(Path file) {
    var name = ROOT.relativize(file).toString();
    return documents(file).stream().map(content -> new Manifest(name, content));
  }

  /** The documents of a file. */
  static List<Map<?, ?>> documents(Path file) {
    try {
      var documents = new ArrayList<Map<?, ?>>();
      var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      new Load(settings)
          .loadAllFromString(Files.readString(file))
          .forEach(document -> documents.add((Map<?, ?>) Objects.requireNonNull(document)));
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("deploy")) ? here.resolve("deploy") : here;
  }
}
