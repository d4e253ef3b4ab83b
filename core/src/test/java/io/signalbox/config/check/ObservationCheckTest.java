package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.TracingConfig;
import io.signalbox.config.load.Samples;
import io.signalbox.config.tree.Problem;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ObservationCheckTest {
  private static final String REPLAY = "global: {services: {router_replay: {%s}}}";
  private static final String TRACING = "global: {services: {observability: {tracing: {%s}}}}";

  private static TracingConfig tracing(String yaml) {
    var loaded = Samples.load("version: v0.3\n" + TRACING.formatted(yaml));
    assertThat(loaded.problems()).isEmpty();
    var document = loaded.document();
    return Objects.requireNonNull(document).global().services().observability().tracing();
  }

  @Test
  void tablesHavePlainNames() {
    assertThat(
            Samples.problems(
                REPLAY.formatted("store_backend: postgres, postgres: {table_name: 'a; b'}")))
        .singleElement()
        .asString()
        .contains("table_name")
        .contains("letters, digits and underscores");
    assertThat(
            Samples.problems(
                REPLAY.formatted("store_backend: postgres, postgres: {ssl_mode: verify-full}")))
        .isEmpty();
  }

  @Test
  void theReferenceOfTheReplacedRouterIsTaken() {
    assertThat(
            Samples.load(
                    """
                    version: v0.3
                    global:
                      services:
                        router_replay:
                          enabled: true
                          store_backend: postgres
                          ttl_seconds: 2592000
                          async_writes: true
                          redis: {address: "redis:6379", db: 2}
                          postgres: {host: postgres, port: 5432, database: vsr, user: router, password: secret, ssl_mode: disable, max_open_conns: 20, max_idle_conns: 10, conn_max_lifetime: 300, table_name: router_replay}
                        observability:
                          tracing:
                            enabled: true
                            provider: opentelemetry
                            exporter: {type: otlp, endpoint: "jaeger:4317", insecure: true}
                            sampling: {type: probabilistic, rate: 0.5}
                            resource: {service_name: vllm-sr, service_version: v0.3.0, deployment_environment: development}
                    """)
                .problems())
        .noneMatch(Problem::isError);
  }

  @Test
  void tracingIsOffUntilThereIsSomewhereToGo() {
    assertThat(tracing("").active()).isFalse();
    assertThat(tracing("enabled: true").active()).isFalse();
    assertThat(tracing("exporter: {endpoint: 'c:4317'}").active()).isTrue();
    assertThat(tracing("enabled: false, exporter: {endpoint: 'c:4317'}").active()).isFalse();
    assertThat(tracing("exporter: {type: stdout}").active()).isTrue();
  }

  @Test
  void endpointsAndRatesAreChecked() {
    for (var bad : new String[] {"'a b'", "'a:b'", "'ftp://a:1'", "'a:1/v1/traces'"}) {
      assertThat(Samples.problems(TRACING.formatted("exporter: {endpoint: %s}".formatted(bad))))
          .as(bad)
          .singleElement()
          .asString()
          .contains("endpoint");
    }
    assertThat(Samples.problems(TRACING.formatted("sampling: {rate: 0.5}")))
        .singleElement()
        .asString()
        .contains("no effect");
    assertThat(Samples.problems(TRACING.formatted("sampling: {type: probabilistic, rate: 1.5}")))
        .hasSize(1);
    assertThat(Samples.problems(TRACING.formatted("exporter: {type: zipkin}"))).hasSize(1);
  }
}
