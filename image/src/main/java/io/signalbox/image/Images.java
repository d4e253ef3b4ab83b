package io.signalbox.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the tars of all images into a folder, with no network and no registry. An image holds a
 * linked Java runtime, the shared libraries of the machine that builds it, and jars; it has no
 * shell and no package manager.
 */
public final class Images {
  private static final List<String> JAVA = List.of(Layout.JAVA + "/bin/java", "@" + Layout.OPTIONS);

  private final Path project;
  private final Path target;
  private final String version;

  private Images(Path project, Path target, String version) {
    this.project = project;
    this.target = target;
    this.version = version;
  }

  /**
   * Writes the images.
   *
   * @param arguments the project's folder, the folder to write to, and the project's version
   */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("expected: PROJECT TARGET VERSION");
    }
    try {
      new Images(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() throws IOException {
    // Jib knows a layer again by paths and times, and the times here are always the same.
    Layout.clear(target.resolve(ImageTar.CACHE));
    Layout layout = Layout.make(target.resolve("router"), project.resolve("app/target"));
    List<Path> libraries = HostLibraries.neededBy(layout.elfFiles());
    Rehearsal.record(layout);
    layout.settle();
    Layer system = SystemFiles.layer(target.resolve("system"), libraries);
    Layer runtime = Layer.of("runtime").withTree(layout.runtime(), Layout.JAVA);
    List<String> report = new ArrayList<>();
    for (ImageTar image :
        List.of(
            router(layout, system, runtime),
            program("signalbox-operator", "io.signalbox.operator.Operator", 8080, system, runtime),
            simulator(system, runtime))) {
      report.add(image.write(target, version));
    }
    Files.write(target.resolve("images.txt"), report);
    report.forEach(System.out::println);
  }

  private ImageTar router(Layout layout, Layer system, Layer runtime) throws IOException {
    List<Layer> layers = new ArrayList<>(List.of(system, runtime));
    layers.addAll(layout.layers());
    return new ImageTar(
        "signalbox",
        "A semantic router for LLM traffic",
        List.of(Layout.COMMAND, "serve"),
        Map.of("CONFIG_FILE", Layout.CONFIG + "/config.yaml"),
        List.of(50051, 8080, 9190),
        layers);
  }

  /** Listens on all addresses, as other simulators in containers do. */
  private ImageTar simulator(Layer system, Layer runtime) throws IOException {
    return program(
        "signalbox-simulator",
        "io.signalbox.simulator.Main",
        8000,
        system,
        runtime,
        "--host=0.0.0.0");
  }

  /** An image of a module's jar and libraries. */
  private ImageTar program(
      String name, String mainClass, int port, Layer system, Layer runtime, String... arguments)
      throws IOException {
    String module = name.substring(name.indexOf('-') + 1);
    Path built = project.resolve(module).resolve("target");
    Layer program =
        Layer.of("program")
            .with(built.resolve(name + "-" + version + ".jar"), "/app/" + name + ".jar");
    Layer libraries = Layer.of("libraries").withTree(built.resolve("lib"), "/app/lib");
    String classPath =
        Stream.concat(program.entries().stream(), libraries.entries().stream())
            .map(Layer.Entry::path)
            .filter(path -> path.endsWith(".jar"))
            .collect(Collectors.joining(":"));
    Path options = target.resolve(name + ".options");
    Files.write(options, List.of(Layout.NATIVE_ACCESS, "-cp", classPath));
    List<String> entry = new ArrayList<>(JAVA);
    entry.add(mainClass);
    entry.addAll(List.of(arguments));
    return new ImageTar(
        name,
        "Signalbox " + module.toLowerCase(Locale.ROOT),
        entry,
        Map.of(),
        List.of(port),
        List.of(system, runtime, libraries, program.with(options, Layout.OPTIONS)));
  }
}
