package io.signalbox.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  /** Only what the system tells counts: a look without news comes too late for any test. */
  private static final ConfigWatch.Pace TOLD =
      new ConfigWatch.Pace(Duration.ofMillis(30), Duration.ofMillis(10), Duration.ofMinutes(10));

  private static final ConfigWatch.Pace POLLED =
      new ConfigWatch.Pace(Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(50));

  @TempDir Path directory;

  private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @Test
  void rewriteInPlaceIsTold() throws Exception {
    var file = write(directory.resolve("config.yaml"), "one");
    try (var watch = watch(file, TOLD)) {
      write(file, "two");
      assertThat(next()).isEqualTo("two");
      write(file, "three");
      assertThat(next()).isEqualTo("three");
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void renameOverTheFileIsTold() throws Exception {
    var file = write(directory.resolve("config.yaml"), "one");
    try (var _ = watch(file, TOLD)) {
      replace(write(directory.resolve("config.yaml.tmp"), "two"), file);
      assertThat(next()).isEqualTo("two");
    }
  }

  @Test
  void swapOfTheDataLinkIsTold() throws Exception {
    var file = volume();
    try (var _ = watch(file, TOLD)) {
      publish("..2026_02", "two");
      assertThat(next()).isEqualTo("two");
      publish("..2026_03", "three");
      assertThat(next()).isEqualTo("three");
    }
  }

  @Test
  void fileBehindTheDataLinkIsTold() throws Exception {
    var file = volume();
    try (var _ = watch(file, TOLD)) {
      publish("..2026_02", "two");
      assertThat(next()).isEqualTo("two");
      write(directory.resolve("..2026_02/config.yaml"), "three");
      assertThat(next()).isEqualTo("three");
    }
  }

  @Test
  void fileBehindALinkToAnotherDirectoryIsTold() throws Exception {
    var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    var target = write(elsewhere.resolve("real.yaml"), "one");
    var file =
        Files.createSymbolicLink(
            Files.createDirectory(directory.resolve("here")).resolve("config.yaml"), target);
    try (var _ = watch(file, TOLD)) {
      write(target, "two");
      assertThat(next()).isEqualTo("two");
    }
  }

  @Test
  void goneFileIsNotToldAndItsReturnIs() throws Exception {
    var file = write(directory.resolve("config.yaml"), "one");
    try (var _ = watch(file, TOLD)) {
      Files.delete(file);
      write(file, "two");
      assertThat(next()).isEqualTo("two");
    }
  }

  @Test
  void sameBytesAreNotTold() throws Exception {
    var file = write(directory.resolve("config.yaml"), "one");
    try (var _ = watch(file, POLLED)) {
      Files.delete(file);
      replace(write(directory.resolve("other"), "one"), file);
      replace(write(directory.resolve("other"), "one"), file);
      replace(write(directory.resolve("other"), "two"), file);
      assertThat(next()).isEqualTo("two");
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void bytesThatDifferFromThoseInEffectAreToldAtOnce() throws Exception {
    var file = write(directory.resolve("config.yaml"), "new");
    try (var _ =
        ConfigWatch.start(file, "the hash of what was loaded before", TOLD, () -> see(file))) {
      assertThat(next()).isEqualTo("new");
    }
  }

  @Test
  void directoryThatIsMadeAnewIsFound() throws Exception {
    var parent = Files.createDirectory(directory.resolve("etc"));
    var file = write(parent.resolve("config.yaml"), "one");
    try (var _ = watch(file, POLLED)) {
      Files.delete(file);
      Files.delete(parent);
      Files.createDirectory(parent);
      write(file, "two");
      assertThat(next()).isEqualTo("two");
      write(file, "three");
      assertThat(next()).isEqualTo("three");
    }
  }

  @Test
  void changeWhileAChangeIsToldIsNotMissed() throws Exception {
    var file = write(directory.resolve("config.yaml"), "one");
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Runnable slow =
        () -> {
          see(file);
          inside.countDown();
          await(goOn);
        };
    try (var _ = ConfigWatch.start(file, hash("one"), TOLD, slow)) {
      replace(write(directory.resolve("other"), "two"), file);
      await(inside);
      replace(write(directory.resolve("other"), "three"), file);
      goOn.countDown();
      assertThat(next()).isEqualTo("two");
      assertThat(next()).isEqualTo("three");
    }
  }

  @Test
  void watchGoesOnWhenTheListenerThrows() throws Exception {
    var file = write(directory.resolve("config.yaml"), "one");
    Runnable broken =
        () -> {
          see(file);
          throw new IllegalStateException("broken listener");
        };
    try (var _ = ConfigWatch.start(file, hash("one"), TOLD, broken)) {
      write(file, "two");
      assertThat(next()).isEqualTo("two");
      write(file, "three");
      assertThat(next()).isEqualTo("three");
    }
  }

  private ConfigWatch watch(Path file, ConfigWatch.Pace pace) throws IOException {
    return ConfigWatch.start(file, hash("one"), pace, () -> see(file));
  }

  /** A file that is written in place is empty for a moment, which a watch may tell. */
  private void see(Path file) {
    try {
      var text = Files.readString(file);
      if (!text.isEmpty()) {
        seen.add(text);
      }
    } catch (IOException gone) {
      seen.add("gone");
    }
  }

  private String next() throws InterruptedException {
    var text = seen.poll(30, TimeUnit.SECONDS);
    return text == null ? "nothing" : text;
  }

  /** A volume as the kubelet makes it. */
  private Path volume() throws IOException {
    publish("..2026_01", "one");
    return Files.createSymbolicLink(
        directory.resolve("config.yaml"), Path.of("..data/config.yaml"));
  }

  private void publish(String name, String text) throws IOException {
    write(Files.createDirectory(directory.resolve(name)).resolve("config.yaml"), text);
    var link = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(name));
    replace(link, directory.resolve("..data"));
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }

  private static void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String hash(String text) {
    return ConfigWatch.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
