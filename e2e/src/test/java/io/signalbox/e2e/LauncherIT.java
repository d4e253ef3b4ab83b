package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The launcher, by a script that also runs by itself. */
final class LauncherIT {
  @TestFactory
  Stream<DynamicTest> launcher() {
    var script = Parts.ROOT.resolve("e2e/launcher-test.sh").toString();
    var run = Program.run(List.of("sh", script));
    var results = run.out().lines().filter(line -> line.matches("(not )?ok .*")).toList();
    assertThat(results).as(run.err()).hasSizeGreaterThan(20);
    return results.stream()
        .map(line -> {
          var good = line.startsWith("ok ");
          var name = line.replaceFirst("(not )?ok ", "");
          return dynamicTest(name, () -> assertThat(good).as(run.out()).isTrue());
        });
  }
}
