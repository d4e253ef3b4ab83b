package io.signalbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OldGenerationTest {
  private static final long MIB = 1 << 20;

  @Test
  void itIsCleanedUpOnceItHasGrownByItsRoom() {
    var used = new AtomicLong();
    var left = new AtomicLong(20 * MIB);
    var cleanings = new AtomicInteger();
    var old = new OldGeneration(used::get, left::get, cleanings::incrementAndGet);
    used.set(20 * MIB + OldGeneration.ROOM - 1);
    old.look();
    assertThat(cleanings).hasValue(0);
    used.incrementAndGet();
    old.look();
    assertThat(cleanings).hasValue(1);
    left.set(used.get());
    old.look();
    assertThat(cleanings).hasValue(1);
  }

  @Test
  void theSerialCollectorGivesBackWhatNobodyHolds() throws Exception {
    assertThat(run("-XX:+UseSerialGC")).isEqualTo("full, then cleaned");
  }

  @Test
  void otherCollectorsAreLeftAlone() throws Exception {
    assertThat(run("-XX:+UseG1GC")).isEqualTo("none");
  }

  private static String run(String collector) throws Exception {
    var path = new ArrayList<String>();
    for (var type : List.of(OldGeneration.class, OldGenerationTest.class)) {
      var from = type.getProtectionDomain().getCodeSource().getLocation();
      path.add(Path.of(from.toURI()).toString());
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                collector,
                "-Xms32m",
                "-Xmx512m",
                "-cp",
                String.join(File.pathSeparator, path),
                Filling.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      return String.valueOf(out.readLine());
    }
  }

  /** Fills the old generation of its own virtual machine, lets go of all, and has it looked at. */
  static final class Filling {
    private Filling() {}

    public static void main(String[] arguments) {
      var old = OldGeneration.ofThisMachine();
      if (old.isEmpty()) {
        System.out.println("none");
        return;
      }
      var held = new ArrayList<byte[]>();
      while (used() < OldGeneration.ROOM + 16 * MIB) {
        held.add(new byte[(int) MIB]);
      }
      var before = held.size() * MIB >= OldGeneration.ROOM ? "full" : "empty";
      held.clear();
      old.get().look();
      System.out.println(before + ", then " + (used() < 16 * MIB ? "cleaned" : "left"));
    }

    private static long used() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals("Tenured Gen"))
          .mapToLong(pool -> pool.getUsage().getUsed())
          .sum();
    }
  }
}
