package io.signalbox.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * An image that is about to be written: what it holds and how it starts. All files belong to root
 * and may be read by everybody; times are fixed, so that the same files give the same image.
 *
 * @param entry the command and its first arguments; those of a container come behind them
 * @param environment on top of what every image sets
 * @param ports told to whoever runs it
 */
record ImageTar(
    String name,
    String description,
    List<String> entry,
    Map<String, String> environment,
    List<Integer> ports,
    List<Layer> layers) {
  /** A folder for layers, which images of one build share. */
  static final String CACHE = "jib";

  private static final String USER = "65532:65532";
  private static final long MEGABYTE = 1_000_000;

  /**
   * Writes {@code NAME.tar}, which {@code docker load} and {@code ctr images import} read.
   *
   * @return one line: the name, the sizes of the tar and of what is in it, and the image's id
   */
  String write(Path folder, String version) throws IOException {
    Path tar = folder.resolve(name + ".tar");
    Files.deleteIfExists(tar);
    JibContainer written;
    try {
      written = builder(version).containerize(into(tar, folder.resolve(CACHE), version));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted while the image is written", e);
    } catch (ExecutionException
        | RegistryException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException e) {
      throw new IOException(name + ": the image cannot be written: " + e.getMessage(), e);
    }
    long unpackedBytes = 0;
    for (Layer layer : layers) {
      unpackedBytes += layer.sizeBytes();
    }
    return String.format(
        Locale.ROOT,
        "%s.tar: %d MB, unpacked %d MB, id %s",
        name,
        Files.size(tar) / MEGABYTE,
        unpackedBytes / MEGABYTE,
        written.getImageId());
  }

  private Containerizer into(Path tar, Path cache, String version)
      throws InvalidImageReferenceException {
    return Containerizer.to(TarImage.at(tar).named(ImageReference.parse(name + ":" + version)))
        .withAdditionalTag("latest")
        .setOfflineMode(true)
        .setBaseImageLayersCache(cache)
        .setApplicationLayersCache(cache);
  }

  private JibContainerBuilder builder(String version) throws IOException {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("PATH", "/usr/bin:" + Layout.JAVA + "/bin");
    variables.put("HOME", "/tmp");
    variables.put("ORT_DISABLE_TELEMETRY", "1");
    variables.put("OPT_OUT_TRACKING", "true");
    JibContainerBuilder builder =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform(Machine.current().image(), "linux")))
            .setCreationTime(Instant.EPOCH)
            .setUser(USER)
            .setWorkingDirectory(AbsoluteUnixPath.get("/app"))
            .setEntrypoint(entry)
            .setEnvironment(variables)
            .setExposedPorts(
                ports.stream().map(Port::tcp).collect(Collectors.toCollection(LinkedHashSet::new)))
            .setLabels(labels(version));
    for (Layer layer : layers) {
      builder.addFileEntriesLayer(entries(layer));
    }
    return builder;
  }

  private Map<String, String> labels(String version) {
    // Sorted, since the order is kept and is part of the image's id.
    return new TreeMap<>(
        Map.of(
            "org.opencontainers.image.title", name,
            "org.opencontainers.image.description", description,
            "org.opencontainers.image.version", version,
            "org.opencontainers.image.licenses", "Apache-2.0"));
  }

  private static FileEntriesLayer entries(Layer layer) throws IOException {
    FileEntriesLayer.Builder builder = FileEntriesLayer.builder().setName(layer.name());
    for (Layer.Entry entry : layer.entries()) {
      AbsoluteUnixPath path = AbsoluteUnixPath.get(entry.path());
      builder.addEntry(entry.source(), path, permissions(entry));
    }
    return builder.build();
  }

  /** Everybody may read all; only /tmp is there to be written. */
  private static FilePermissions permissions(Layer.Entry entry) {
    if (entry.path().equals("/tmp")) {
      return FilePermissions.fromOctalString("777");
    }
    boolean open = Files.isDirectory(entry.source()) || Files.isExecutable(entry.source());
    return FilePermissions.fromOctalString(open ? "755" : "644");
  }
}
