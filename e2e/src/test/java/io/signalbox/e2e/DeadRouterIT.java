package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.simulator.SimulatorOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy whose router is gone lets nothing through. */
final class DeadRouterIT {
  private static final String CHAT =
      "{\"model\":\"law-expert\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  @ParameterizedTest
  @EnumSource
  void nothingPassesWhenTheRouterIsGone(Envoy.Mode mode) {
    try (var world = World.start(SimulatorOptions.defaults());
        var envoy = Envoy.start(mode, world.extProcPort(), world.backend().port());
        var client = new Client(envoy.port())) {
      assertThat(client.chat(CHAT).statusCode()).isEqualTo(200);
      world.backend().forget();

      world.stopRouter();

      assertThat(client.chat(CHAT).statusCode()).isBetween(500, 504);
      assertThat(world.backend().arrivals()).isEmpty();
    }
  }
}
