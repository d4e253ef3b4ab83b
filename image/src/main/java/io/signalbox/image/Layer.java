package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that an image gets together, so that images which hold the same ones share them.
 *
 * @param entries in the order in which they are written
 */
record Layer(String name, List<Entry> entries) {
  Layer {
    entries = List.copyOf(entries);
  }

  /**
   * One file or folder.
   *
   * @param source where it lies now
   * @param path where it lies in the image, absolute
   */
  record Entry(Path source, String path) {}

  static Layer of(String name) {
    return new Layer(name, List.of());
  }

  /** Adds one file, or one folder without what it holds. */
  Layer with(Path source, String path) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(source, path));
    return new Layer(name, more);
  }

  /** Adds a folder with all that it holds, in an order that depends on names only. */
  Layer withTree(Path folder, String path) throws IOException {
    Layer layer = this;
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path source : found.sorted().toList()) {
        String below = folder.relativize(source).toString();
        layer = layer.with(source, below.isEmpty() ? path : path + "/" + below);
      }
    }
    return layer;
  }

  /** What it takes when unpacked. */
  long sizeBytes() throws IOException {
    long sum = 0;
    for (Entry entry : entries) {
      sum += Files.isDirectory(entry.source()) ? 0 : Files.size(entry.source());
    }
    return sum;
  }
}
