package io.signalbox.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes libraries of machine code out of jars. A jar holds those of several systems, and unpacks
 * the one it needs into a temporary folder at every start; an image needs one of them, as a file.
 */
final class NativeParts {
  private static final String ONNX = "ai/onnxruntime/native/";
  private static final String NETTY = "META-INF/native/";
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

  private NativeParts() {}

  /**
   * Copies a jar; one that holds libraries is copied without them.
   *
   * @param folder where those for the machine are put, by their plain names
   */
  static void copy(Path jar, Path copy, Path folder, Machine machine) throws IOException {
    try (ZipFile from = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(from.entries());
      if (entries.stream().noneMatch(NativeParts::isNative)) {
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
        return;
      }
      try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
        for (ZipEntry entry : entries) {
          if (!isNative(entry)) {
            ZipEntry kept = new ZipEntry(entry.getName());
            kept.setTimeLocal(TIME);
            to.putNextEntry(kept);
            try (InputStream content = from.getInputStream(entry)) {
              content.transferTo(to);
            }
            to.closeEntry();
          } else if (isFor(machine, entry)) {
            unpack(from, entry, folder);
          }
        }
      }
    }
  }

  private static boolean isNative(ZipEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory() && (name.startsWith(ONNX) || name.startsWith(NETTY));
  }

  private static boolean isFor(Machine machine, ZipEntry entry) {
    String name = entry.getName();
    return name.endsWith(".so")
        && (name.startsWith(ONNX + machine.onnx() + "/")
            || (name.startsWith(NETTY) && name.contains(machine.netty())));
  }

  private static void unpack(ZipFile from, ZipEntry entry, Path folder) throws IOException {
    String name = entry.getName();
    Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    try (InputStream content = from.getInputStream(entry)) {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
