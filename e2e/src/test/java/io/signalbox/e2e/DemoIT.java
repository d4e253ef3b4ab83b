package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo as a process of its own. */
final class DemoIT {
  @Test
  void tableComesOutAsExpected() {
    var demo = signalbox("demo", "--once", "--port-offset", Integer.toString(offset()));

    assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out())
        .contains("math_decision", "thinking_decision", "curl -si http://127.0.0.1:");
    var lines = demo.out().lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    assertThat(lines.stream().filter(line -> line.matches(".* \\d+")).count()).isEqualTo(14);
    assertThat(lines.stream().filter(line -> line.contains("(cache)")))
        .satisfiesExactly(
            same -> assertThat(same).contains("general_decision", "asked before"),
            alike -> assertThat(alike).contains("health_decision", "same question 0."));
    assertThat(demo.err()).doesNotContain("WARNING");
  }

  @Test
  void portInUseIsNamedWithTheWayOut() throws IOException {
    int offset = offset();
    for (int port : new int[] {8000, 8899, 50051}) {
      try (var taken = new ServerSocket(port + offset)) {
        var demo = signalbox("demo", "--once", "--port-offset", Integer.toString(offset));

        assertThat(demo.status()).isNotZero();
        assertThat(demo.err().lines().filter(line -> line.startsWith("demo: ")).toList())
            .singleElement()
            .asString()
            .contains(Integer.toString(taken.getLocalPort()), "--port-offset");
      }
    }
  }

  @Test
  void wrongFlagsAreToldInALine() {
    var wrong = signalbox("demo", "--twice");

    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err().lines().filter(line -> line.contains("--twice"))).hasSize(1);
    assertThat(wrong.err().lines()).hasSize(1);
  }

  @Test
  void helpListsTheCommands() {
    var help = signalbox("--help");

    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("serve", "validate", "demo", "simulate");
    assertThat(signalbox("--version").out()).startsWith("signalbox ");
  }

  private static int offset() {
    return Ports.freeOffset(8000, 8080, 8899, 9190, 50051);
  }

  /** The program, with what the tests themselves are run with. */
  private static Program signalbox(String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Dsignalbox.home=" + Parts.ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                "io.signalbox.app.Main"));
    Stream.of(arguments).forEach(command::add);
    return Program.run(command);
  }
}
