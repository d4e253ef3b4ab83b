package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands below {@code deploy} is what {@code signalbox gateway-config} prints. */
final class PrintedConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void filesAreWhatIsPrintedForTheDemo(String mode) throws IOException {
    assertThat(file("envoy/standalone-" + mode + ".yaml"))
        .isEqualTo(PrintedConfig.of("envoy", World.EXAMPLE, "--mode", mode));
    assertThat(file("agentgateway/standalone-" + mode + ".yaml"))
        .isEqualTo(PrintedConfig.of("agentgateway", World.EXAMPLE, "--mode", mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void objectsAreWhatIsPrintedForTheValues(String mode) throws IOException {
    var config = DeployedValues.config("agentgateway/values.yaml");

    assertThat(file("envoy/envoy-gateway-" + mode + ".yaml"))
        .isEqualTo(PrintedConfig.of("envoy", config, "--kubernetes", "--mode", mode));
  }

  private static String file(String name) throws IOException {
    return Files.readString(Parts.ROOT.resolve("deploy").resolve(name));
  }
}
