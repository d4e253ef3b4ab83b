package io.signalbox.server.reload;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a configuration file and tells when its bytes have changed.
 *
 * <p>The operating system tells about directories, so every directory is watched in which something
 * could make the path lead to other bytes: that of the path, that of each symbolic link on the way,
 * and that of the file at its end. A volume of Kubernetes is such a chain: {@code config.yaml}
 * leads to {@code ..data/config.yaml}, and {@code ..data} leads to a directory with a time in its
 * name; an update makes another such directory and renames a new {@code ..data} over the old. The
 * chain is followed anew after every change.
 *
 * <p>What the system tells is only a reason to look. Once it has been quiet for a moment, the file
 * is read until two readings agree, and only bytes that differ from the last ones told are told. A
 * look is also taken at intervals, since some file systems tell nothing. A file that is gone, or
 * cannot be read, is not told: it changes nothing until it is back.
 */
public final class ConfigWatch implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ConfigWatch.class.getName());
  private static final int MAX_LINKS = 40;
  private static final int MAX_UNSETTLED = 20;

  private final Path file;
  private final Pace pace;
  private final Runnable changed;
  private final WatchService service;
  private final Thread thread;
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private String told;

  /**
   * How patient a watch is.
   *
   * @param quiet without news, before the file is looked at
   * @param settle between two readings that must agree
   * @param poll between looks without news
   */
  public record Pace(Duration quiet, Duration settle, Duration poll) {
    public static final Pace STANDARD =
        new Pace(Duration.ofMillis(250), Duration.ofMillis(50), Duration.ofSeconds(3));
  }

  private ConfigWatch(Path file, String sha256, Pace pace, Runnable changed, WatchService service) {
    this.file = file.toAbsolutePath();
    this.told = sha256;
    this.pace = pace;
    this.changed = changed;
    this.service = service;
    this.thread = Thread.ofPlatform().name("config-watch").daemon().unstarted(this::run);
  }

  /**
   * Starts to watch, on a thread of its own.
   *
   * @param sha256 of the bytes in effect, in hexadecimal; other bytes are told at once
   * @param changed called on that thread; while it runs nothing is missed
   * @throws IOException when the system has no way to watch
   */
  public static ConfigWatch start(Path file, String sha256, Pace pace, Runnable changed)
      throws IOException {
    var service = file.getFileSystem().newWatchService();
    var watch = new ConfigWatch(file, sha256, pace, changed, service);
    watch.follow();
    watch.thread.start();
    return watch;
  }

  /** Stops to watch; what is being told now is told to its end. */
  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "the watch did not close", e);
    }
  }

  private void run() {
    try {
      while (true) {
        look();
        awaitNews();
      }
    } catch (ClosedWatchServiceException closed) {
      // The end of the watch.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for news and then for quiet, at most as long as without any. */
  private void awaitNews() throws InterruptedException {
    long latest = System.nanoTime() + pace.poll().toNanos();
    var key = service.poll(pace.poll().toNanos(), TimeUnit.NANOSECONDS);
    while (key != null && System.nanoTime() - latest < 0) {
      drop(key);
      key = service.poll(pace.quiet().toNanos(), TimeUnit.NANOSECONDS);
    }
    if (key != null) {
      drop(key);
    }
  }

  private static void drop(WatchKey key) {
    var _ = key.pollEvents();
    key.reset();
  }

  private void look() throws InterruptedException {
    follow();
    var sha256 = settled();
    if (sha256 != null && !sha256.equals(told)) {
      told = sha256;
      try {
        changed.run();
      } catch (RuntimeException broken) {
        LOG.log(System.Logger.Level.WARNING, "reload failed: " + broken.getClass().getName());
      }
    }
  }

  /** The hash of the file once two readings agree; null when it is gone or never rests. */
  private @Nullable String settled() throws InterruptedException {
    var before = sha256();
    for (int i = 0; i < MAX_UNSETTLED && before != null && !before.equals(told); i++) {
      Thread.sleep(pace.settle());
      var now = sha256();
      if (before.equals(now)) {
        return now;
      }
      before = now;
    }
    return null;
  }

  private @Nullable String sha256() {
    try {
      return sha256(Files.readAllBytes(file));
    } catch (IOException gone) {
      return null;
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Watches the directories that matter now, and no others. */
  private void follow() {
    var wanted = directories();
    watched
        .entrySet()
        .removeIf(entry -> {
          boolean stale = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
          if (stale) {
            entry.getValue().cancel();
          }
          return stale;
        });
    for (var directory : wanted) {
      watched.computeIfAbsent(directory, this::register);
    }
  }

  private @Nullable WatchKey register(Path directory) {
    try {
      return directory.register(
          service,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
    } catch (IOException absent) {
      return null;
    }
  }

  /** The directory of every link on the way, and the one of what the path leads to in the end. */
  private Set<Path> directories() {
    var directories = new LinkedHashSet<Path>();
    var at = file.normalize();
    for (int links = 0; links < MAX_LINKS; links++) {
      var link = firstLink(at);
      var directory = link == null ? at.getParent() : link.getParent();
      if (directory != null) {
        directories.add(directory);
      }
      if (link == null) {
        return directories;
      }
      try {
        var target = link.resolveSibling(Files.readSymbolicLink(link));
        at = target.resolve(link.relativize(at)).normalize();
      } catch (IOException gone) {
        return directories;
      }
    }
    return directories;
  }

  private static @Nullable Path firstLink(Path path) {
    var root = path.getRoot();
    if (root == null) {
      return null;
    }
    var at = root;
    for (var name : path) {
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        return at;
      }
    }
    return null;
  }
}
