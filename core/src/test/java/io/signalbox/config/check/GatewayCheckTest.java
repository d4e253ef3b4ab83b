package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayCheckTest {
  private static final String MODEL = "providers.models[0].";
  private static final String REF = MODEL + "backend_refs[0].";
  private static final String CORS = "global.services.gateway.cors.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{lb_policy: least_request}",
        "{retry_count: 0}",
        "{retry_count: 5, retry_on: 5xx}",
        "{retry_count: 1, retry_on: \"connect-failure,refused-stream, reset gateway-error\"}",
        "{retry_count: 1, retry_on: \"retriable-4xx,429\"}",
        "{consecutive_5xx: 0, base_ejection_time: 1m, max_ejection_percent: 10}",
        "{health_check_path: /health, health_check_interval: 5s, health_check_timeout: 1s}",
        "{per_try_timeout: 30s}",
      })
  void goodReliabilityIsTaken(String reliability) {
    assertThat(problems(reliability(reliability))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{lb_policy: random} | lb_policy | one of round_robin, least_request",
        "{retry_count: 6, retry_on: 5xx} | retry_count | 0 to 5",
        "{retry_count: -1} | retry_count | 0 to 5",
        "{retry_count: 2} | retry_on | connect-failure, refused-stream, reset",
        "{retry_count: 2, retry_on: \" , \"} | retry_on | connect-failure",
        "{retry_count: 2, retry_on: \"5xx,sometimes\"} | retry_on | connect-failure",
        "{retry_on: retriable-status-codes} | retry_on | connect-failure",
        "{consecutive_5xx: -1} | consecutive_5xx | at least 0",
        "{base_ejection_time: 0s} | base_ejection_time | at least",
        "{max_ejection_percent: 101} | max_ejection_percent | 0 to 100",
        "{health_check_path: health} | health_check_path | a path",
        "{health_check_interval: 0s} | health_check_interval | at least",
        "{health_check_timeout: soon} | health_check_timeout | a duration",
        "{retries: 2} | retries | lb_policy",
      })
  void badReliabilityIsToldWithItsPlace(String reliability, String key, String expectation) {
    assertThat(problems(reliability(reliability)))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.isError()).isTrue();
          assertThat(problem.path()).isEqualTo(MODEL + "reliability." + key);
          assertThat(problem.expectation()).contains(expectation);
        });
  }

  @Test
  void variableThatIsNotSetIsWarnedAboutByName() {
    var loaded = load(ref("api_key_env: OPENAI_KEY"), Map.of("OTHER", "k-value"));
    assertThat(loaded.document()).isNotNull();
    assertThat(loaded.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.isError()).isFalse();
          assertThat(problem.path()).isEqualTo(REF + "api_key_env");
          assertThat(problem.text()).contains("OPENAI_KEY is not set");
        });
    assertThat(load(ref("api_key_env: OPENAI_KEY"), Map.of("OPENAI_KEY", "k")).problems())
        .isEmpty();
    assertThat(load(ref("api_key: k, api_key_env: OPENAI_KEY"), Map.of()).problems()).isEmpty();
  }

  @Test
  void keyInPlaceOfAVariableIsRefusedUnseen() {
    assertThat(problems(ref("api_key_env: sk-abc123")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.isError()).isTrue();
          assertThat(problem.text()).doesNotContain("abc123");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth_header: \"not a name\" | auth_header",
        "chat_path: no-slash | chat_path",
        "\"extra_headers\": {\"a b\": c} | extra_headers",
        "provider: bedrock | provider",
        "provider: gemini | provider",
        "provider: vertex-ai | provider",
      })
  void badAccessIsToldWithItsPlace(String access, String key) {
    assertThat(problems(ref(access)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo(REF + key));
  }

  @Test
  void unknownKeysOfABackendAreStillFound() {
    assertThat(problems(ref("api_kye: k")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.text()).contains("did you mean api_key?").doesNotContain("= k");
          assertThat(problem.path()).isEqualTo(REF + "api_kye");
        });
  }

  @Test
  void secretsAreInNoText() {
    var yaml =
        ref(
            "api_key: s3cr3t-1, extra_headers: {X-Key: s3cr3t-2}, auth_prefix: P, provider: openai");
    var document = Objects.requireNonNull(load(yaml, Map.of()).document());
    assertThat(document.toString()).doesNotContain("s3cr3t").contains("openai");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{allow_origins: [\"*\"], allow_credentials: true} | allow_credentials",
        "{allow_origins: [\"https://a\", \"*\"], allow_credentials: true} | allow_credentials",
        "{allow_origins: [\"https://a/path\"]} | allow_origins",
        "{allow_origins: [a.example]} | allow_origins",
        "{allow_headers: [\"a b\"]} | allow_headers",
        "{max_age: -1s} | max_age",
      })
  void badCorsIsToldWithItsPlace(String cors, String key) {
    assertThat(problems("global: {services: {gateway: {cors: %s}}}\n".formatted(cors)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo(CORS + key));
  }

  @Test
  void goodCorsIsTaken() {
    assertThat(
            problems(
                "global: {services: {gateway: {cors: {allow_origins: [\"https://a.example:8443\","
                    + " \"http://localhost:3000\"], allow_credentials: true, allow_headers:"
                    + " [authorization], expose_headers: [x-request-id], max_age: 1h}}}}\n"))
        .isEmpty();
  }

  private static String reliability(String reliability) {
    return """
    providers:
      models:
        - {name: a, backend_refs: [{endpoint: "a:1"}], reliability: %s}
    routing: {modelCards: [{name: a}]}
    """
        .formatted(reliability);
  }

  private static String ref(String access) {
    return """
    providers:
      models:
        - {name: a, backend_refs: [{endpoint: "a:1", %s}]}
    routing: {modelCards: [{name: a}]}
    """
        .formatted(access);
  }

  private static List<Problem> problems(String yaml) {
    return load(yaml, Map.of()).problems();
  }

  private static Loaded load(String yaml, Map<String, String> environment) {
    var routing = yaml.contains("routing:") ? "" : "routing: {}\n";
    return ConfigLoader.load("c.yaml", "version: v0.3\n" + yaml + routing, environment, false);
  }
}
