package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.server.Assembly;
import io.signalbox.simulator.Simulator;
import io.signalbox.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The examples below {@code deploy/examples}: the configuration of their values in a router, a real
 * Envoy in front, simulated models behind, and their own {@code verify.sh}.
 */
@Timeout(180)
final class DeployExamplesIT {
  private static final String CACHE_CONFIG = "examples/semantic-cache/values.yaml";
  private static final String SUPPORT = "http://support-backend.homehub.svc.cluster.local:8000";

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void costBasedExampleVerifies(String mode) {
    try (var models = models("gpt-5.4-nano", "gpt-5.5")) {
      var config =
          DeployedValues.config(
              "examples/cost-based/values.yaml", "https://api.openai.com", at(models));
      verifyThroughEnvoy("cost-based", config, mode);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"buffered", "full-duplex"})
  void semanticCacheExampleVerifiesInMemory(String mode) {
    try (var models = models("homehub-support")) {
      var config =
          DeployedValues.config(
              CACHE_CONFIG, SUPPORT, at(models), "backend_type: redis", "backend_type: memory");
      verifyThroughEnvoy("semantic-cache", config, mode);
    }
  }

  /** The Redis at hand has no search module: it finds the same words. */
  @Test
  void semanticCacheExampleVerifiesWithRedis() {
    var redis = new RedisCacheServer();
    redis.start();
    try (var models = models("homehub-support")) {
      var config =
          DeployedValues.config(
              CACHE_CONFIG,
              SUPPORT,
              at(models),
              "redis-semantic-cache.agentgateway-system.svc.cluster.local",
              "127.0.0.1",
              "port: 6379",
              "port: " + redis.port());
      verifyThroughEnvoy("semantic-cache", config, "full-duplex", "--exact-only");
      assertThat(redis.values()).isNotEmpty();
    } finally {
      redis.kill();
    }
  }

  @Test
  void tierAwareExampleVerifies() {
    var gateways = new LinkedHashMap<String, Integer>();
    var routers = new ArrayList<Assembly>();
    try (var models = models("gpt-4.1", "gpt-5.4", "claude-haiku-4.5", "claude-sonnet-4.6")) {
      for (var tier : List.of("basic", "standard", "pro")) {
        var router = router(TierConfig.of(tier, models.port(), Ports.free()));
        routers.add(router);
        gateways.put(tier, router.gatewayPorts().getFirst());
      }
      try (var proxy = new TierProxy(gateways)) {
        verify("tier-aware", proxy.port());
      }
    } finally {
      routers.forEach(Assembly::close);
    }
  }

  @Test
  void verifyFailsWhereTheRouterIsMissing() {
    try (var models = models("gpt-5.4-nano", "gpt-5.5")) {
      var ended = run("cost-based", models.port());

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.out()).contains("FAILED", "x-vsr-selected-model is absent", "failed");
    }
  }

  @Test
  void verifySaysWhatItNeeds() {
    var script = script("cost-based");
    var ended = Program.run(List.of("env", "-u", "GATEWAY_URL", "bash", script.toString()));

    assertThat(ended.status()).isNotZero();
    assertThat(ended.err()).contains("GATEWAY_URL: is not set");
  }

  private static void verifyThroughEnvoy(
      String example, Path config, String mode, String... options) {
    try (var router = router(config);
        var envoy = PrintedConfig.envoy(config, router.extProcPort(), mode)) {
      verify(example, envoy.port(), options);
    }
  }

  private static void verify(String example, int port, String... options) {
    var ended = run(example, port, options);

    assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains(" 0 failed");
  }

  private static Program run(String example, int port, String... options) {
    Parts.curl();
    var command =
        new ArrayList<>(
            List.of(
                "env", "GATEWAY_URL=http://127.0.0.1:" + port, "bash", script(example).toString()));
    command.addAll(List.of(options));
    return Program.run(command);
  }

  private static Path script(String example) {
    return Parts.ROOT.resolve("deploy/examples").resolve(example).resolve("verify.sh");
  }

  private static Assembly router(Path config) {
    return Assembly.start(
        Assembly.Options.of(config)
            .withExtProcPort(Ports.free())
            .withApiPort(Ports.free())
            .withMetricsPort(Ports.free()));
  }

  /** One server that serves all of these models. */
  private static Simulator models(String... names) {
    var options = SimulatorOptions.defaults().withServedNames(names);
    return Simulator.start(options, (path, headers, body) -> {});
  }

  private static String at(Simulator models) {
    return "http://127.0.0.1:" + models.port();
  }
}
