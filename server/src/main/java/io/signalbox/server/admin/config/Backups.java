package io.signalbox.server.admin.config;

import io.signalbox.server.admin.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The documents that were replaced, ten of them, in {@code .vllm-sr/config-backups} beside the
 * configuration. A version is the moment at which its document was replaced.
 */
final class Backups {
  /** What a version looks like; nothing else becomes part of a path. */
  static final Pattern VERSION = Pattern.compile("\\d{8}-\\d{6}(?:-\\d{3,9})?");

  private static final int KEPT = 10;
  private static final int MAX_IN_A_SECOND = 999;
  private static final String PREFIX = "config.";
  private static final String SUFFIX = ".yaml";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final Path folder;
  private final InstantSource clock;

  /** Why a document was replaced. */
  enum Source {
    API,
    DSL,
    ROLLBACK,
    /** Kept by a router that did not say why. */
    LEGACY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that is kept. */
  record Version(String version, String timestamp, String source, String filename) {}

  /**
   * @param base the folder of the configuration
   */
  Backups(Path base, InstantSource clock) {
    this.folder = base.resolve(".vllm-sr").resolve("config-backups");
    this.clock = clock;
  }

  /** Keeps a document before it is replaced, and tells its version. */
  String keep(Revision revision, Source source, Set<PosixFilePermission> permissions) {
    try {
      Files.createDirectories(folder);
      var version = free();
      if (!revision.isEmpty()) {
        ConfigFile.put(file(version), revision.bytes(), permissions);
        var why = source.word().getBytes(StandardCharsets.UTF_8);
        ConfigFile.put(reason(version), why, permissions);
      }
      return version;
    } catch (IOException failed) {
      throw new Refusal(
          500,
          "CONFIG_PERSIST_ERROR",
          "cannot keep the configuration there is, so it was not changed: "
              + failed.getClass().getSimpleName());
    }
  }

  /** Keeps the source text that a document was made of. */
  void keepSource(String dsl, Set<PosixFilePermission> permissions) {
    try {
      var file = folder.resolveSibling("config.dsl");
      ConfigFile.put(file, dsl.getBytes(StandardCharsets.UTF_8), permissions);
    } catch (IOException failed) {
      throw new Refusal(500, "CONFIG_PERSIST_ERROR", "cannot keep the source text");
    }
  }

  /** What is kept, the latest first. */
  List<Version> list() {
    return versions().reversed().stream().map(this::described).toList();
  }

  /** Whether a version is kept, and its document. */
  Revision read(String version) {
    var file = file(version);
    if (!VERSION.matcher(version).matches() || !ConfigFile.isPlain(file)) {
      throw new Refusal(404, "VERSION_NOT_FOUND", "no such version (see /config/router/versions)");
    }
    try {
      return new Revision(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new Refusal(500, "READ_ERROR", "cannot read the version");
    }
  }

  /** Forgets a version whose document was not replaced after all. */
  void forget(String version) {
    try {
      Files.deleteIfExists(file(version));
      Files.deleteIfExists(reason(version));
    } catch (IOException stays) {
      // It is a document that was in effect, and may be rolled back to.
    }
  }

  /** Forgets all but the latest. */
  void prune() {
    var versions = versions();
    versions.subList(0, Math.max(0, versions.size() - KEPT)).forEach(this::forget);
  }

  /** The versions, oldest first. */
  private List<String> versions() {
    var versions = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (var file : files) {
        var name = String.valueOf(file.getFileName());
        var version = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        if (VERSION.matcher(version).matches() && ConfigFile.isPlain(file)) {
          versions.add(version);
        }
      }
    } catch (IOException | DirectoryIteratorException none) {
      return List.of();
    }
    versions.sort(Comparator.naturalOrder());
    return versions;
  }

  private String free() throws IOException {
    var base = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()).format(STAMP);
    var version = base;
    for (int i = 1; Files.exists(file(version)); i++) {
      if (i > MAX_IN_A_SECOND) {
        throw new IOException("too many versions in a second");
      }
      version = "%s-%03d".formatted(base, i);
    }
    return version;
  }

  private Version described(String version) {
    var time = LocalDateTime.parse(version.substring(0, 15), STAMP).format(SHOWN);
    return new Version(version, time, source(version), PREFIX + version + SUFFIX);
  }

  private String source(String version) {
    try {
      var word = Files.readString(reason(version)).strip();
      for (var source : Source.values()) {
        if (source.word().equals(word)) {
          return word;
        }
      }
    } catch (IOException unknown) {
      // Kept by another.
    }
    return Source.LEGACY.word();
  }

  private Path file(String version) {
    return folder.resolve(PREFIX + version + SUFFIX);
  }

  private Path reason(String version) {
    return folder.resolve(PREFIX + version + ".source");
  }
}
