package io.signalbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shared libraries that programs need of the machine: the C and C++ ones and the loader. An
 * image without a base gets those of the machine that builds it, at the paths where its loader
 * looks for them.
 */
final class HostLibraries {
  private static final Pattern FOUND =
      Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x\\p{XDigit}+\\)$");
  private static final Pattern MISSING = Pattern.compile("^\\s*(\\S+) => not found$");

  /** Old C libraries load these by name when a host is looked up. */
  private static final List<String> NAME_LOOKUP =
      List.of("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2");

  private HostLibraries() {}

  /**
   * Asks ldd.
   *
   * @param files programs and libraries that find each other without help
   * @return paths on this machine, sorted
   * @throws IOException when a library is missing here, or when there is no GNU C library
   */
  static List<Path> neededBy(List<Path> files) throws IOException {
    Set<Path> folders = files.stream().map(Path::getParent).collect(Collectors.toSet());
    Set<String> own =
        files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    Set<Path> needed = new TreeSet<>();
    Path log = Files.createTempFile("ldd-", ".log");
    try {
      for (Path file : files) {
        String output = Command.run(log, List.of("ldd", file.toString()));
        needed.addAll(parse(output, folders, own));
      }
    } finally {
      Files.delete(log);
    }
    addNameLookup(needed);
    return List.copyOf(needed);
  }

  /** Reads what ldd prints: libraries at paths of this machine, none of our own folders. */
  static Set<Path> parse(String output, Set<Path> ownFolders, Set<String> ownNames)
      throws IOException {
    Set<Path> found = new TreeSet<>();
    for (String line : output.lines().toList()) {
      var missing = MISSING.matcher(line);
      if (missing.matches() && !isOwn(missing.group(1), ownNames)) {
        throw new IOException(missing.group(1) + " is missing on this machine; images need it");
      }
      var library = FOUND.matcher(line);
      if (library.matches()) {
        Path path = Path.of(library.group(1)).normalize();
        if (!ownFolders.contains(path.getParent())) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /** Whether a library is one of ours; it may be asked for with the number of a version. */
  private static boolean isOwn(String name, Set<String> ownNames) {
    return ownNames.stream().anyMatch(own -> name.equals(own) || name.startsWith(own + "."));
  }

  private static void addNameLookup(Set<Path> needed) throws IOException {
    Path base =
        needed.stream()
            .filter(path -> path.endsWith("libc.so.6"))
            .findFirst()
            .orElseThrow(() -> new IOException("images need a machine with the GNU C library"));
    for (String name : NAME_LOOKUP) {
      Path library = base.resolveSibling(name);
      if (Files.exists(library)) {
        needed.add(library);
      }
    }
  }
}
