package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Prometheus itself reads the alert rules, and they fire when they should. */
final class AlertRulesIT {
  private static final Path FOLDER = Project.ROOT.resolve("deploy/observability");

  private static String promtool(String... words) throws IOException, InterruptedException {
    var found =
        Stream.of("/usr/bin/promtool", "/usr/local/bin/promtool")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    if (found.isEmpty()) {
      assertThat(System.getenv("SIGNALBOX_REQUIRE_PARTS"))
          .as("promtool is missing")
          .isNotEqualTo("1");
      Assumptions.abort("promtool is missing (Debian: prometheus)");
    }
    var command = Stream.concat(found.stream(), Stream.of(words)).toList();
    var process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void prometheusReadsThem() throws Exception {
    assertThat(promtool("check", "rules", "alerts.yaml")).contains("11 rules found");
  }

  @Test
  void theyFireWhenTheyShould() throws Exception {
    assertThat(promtool("test", "rules", "alerts-test.yaml")).contains("SUCCESS");
  }
}
