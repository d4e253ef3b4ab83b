package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.server.Assembly;
import io.signalbox.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Envoy with the printed configuration of a router that has models at several places. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class GatewayConfigIT {
  private static final String PLAIN = "Tell me a story about a lighthouse.";
  private static final String HARD = "Please prove this theorem.";
  private static final String BODY =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";

  private Backend small;
  private Backend large;
  private Path config;
  private Assembly router;
  private Map<String, Envoy> envoys;

  @SuppressWarnings("NullAway.Init") // set before all
  GatewayConfigIT() {}

  @BeforeAll
  void open() throws IOException {
    Parts.envoy();
    small = Backend.start(SimulatorOptions.defaults());
    large = Backend.start(SimulatorOptions.defaults());
    config = Files.createTempFile("signalbox-e2e-", ".yaml");
    config.toFile().deleteOnExit();
    Files.writeString(
        config,
        Resources.text("two-places.yaml")
            .replace("@SMALL@", Integer.toString(small.port()))
            .replace("@LARGE@", Integer.toString(large.port())));
    router =
        Assembly.start(
            Assembly.Options.of(config)
                .withExtProcPort(Ports.free())
                .withApiPort(Ports.free())
                .withMetricsPort(Ports.free()));
    envoys =
        Map.of(
            "buffered", PrintedConfig.envoy(config, router.extProcPort(), "buffered"),
            "full-duplex", PrintedConfig.envoy(config, router.extProcPort(), "full-duplex"));
  }

  @AfterAll
  @SuppressWarnings("NullAway") // a part that is missing ends open() early
  void close() {
    if (envoys != null) {
      envoys.values().forEach(Envoy::close);
    }
    if (router != null) {
      router.close();
    }
    if (large != null) {
      large.close();
    }
    if (small != null) {
      small.close();
    }
  }

  @BeforeEach
  void forget() {
    small.forget();
    large.forget();
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void requestGoesWhereTheSelectedModelIsServed(String mode) {
    var answer = ask(mode, "auto", HARD);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-vsr-selected-model")).hasValue("math-expert");
    assertThat(large.arrivals()).hasSize(1);
    assertThat(small.arrivals()).isEmpty();
    assertThat(Client.json(large.arrival().text()).get("model").stringValue())
        .isEqualTo("math-expert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void pathOfABackendOfItsOwnIsTheOneTheRouterSets(String mode) {
    assertThat(ask(mode, "auto", HARD).statusCode()).isEqualTo(200);

    assertThat(large.arrival().path()).isEqualTo("/v1/chat/completions");
    assertThat(large.arrival().headers()).containsEntry("authorization", "Bearer for-the-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void clientCannotPickTheBackendByAHeader(String mode) {
    var answer = ask(mode, "auto", PLAIN, "x-selected-model", "math-expert");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(small.arrivals()).hasSize(1);
    assertThat(large.arrivals()).isEmpty();
    assertThat(small.arrival().headers()).containsEntry("x-selected-model", "base-model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void clientCannotSayWhoItIs(String mode) {
    var answer = ask(mode, "auto", PLAIN, "x-authz-user-id", "root", "x-user-openai-key", "k");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(small.arrival().headers())
        .doesNotContainKeys("x-authz-user-id", "x-user-openai-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void modelThatTheGatewayDoesNotKnowIsToldSo(String mode) {
    var answer = ask(mode, "elsewhere", PLAIN);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("no backend of the selected model");
    assertThat(small.arrivals()).isEmpty();
    assertThat(large.arrivals()).isEmpty();
  }

  @Test
  void withoutARouterNothingPasses() {
    try (var envoy = PrintedConfig.envoy(config, Ports.free(), "buffered");
        var client = new Client(envoy.port())) {
      var answer = client.chat(BODY.formatted("auto", PLAIN));

      assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
      assertThat(small.arrivals()).isEmpty();
    }
  }

  private HttpResponse<String> ask(String mode, String model, String prompt, String... headers) {
    var envoy = Objects.requireNonNull(envoys.get(mode), mode);
    try (var client = new Client(envoy.port())) {
      return client.chat(BODY.formatted(model, prompt), headers);
    }
  }
}
