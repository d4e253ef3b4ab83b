package io.signalbox.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgumentCheckTest {
  private static List<String> problems(String arguments) {
    return ArgumentCheck.problems(
        List.of(arguments.split(" ")), Map.of("port", 50051, "metrics-port", 9190));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--secure=false",
        "--secure false",
        "-secure",
        "-config=/app/config/other.yaml -port=50051 -api-port 8081 -metrics-port=9190",
        "--config /a --config /b --lenient --reflection",
        "--api-bind=0.0.0.0 --management-remote-exposure --management-auth-mode=bearer",
        "--secure --cert-path=/certs --client-ca=/certs/ca.crt",
        "-enable-api=true -download-only=false -kubeconfig= -namespace=",
        "--port=$(PORT) --nonsense"
      })
  void whatARouterTakesPasses(String arguments) {
    assertThat(problems(arguments)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nonsense | --nonsense is no flag of the router",
        "--enable-system-prompt-api=true | --enable-system-prompt-api=true is no flag",
        "-lenient | -lenient is no flag",
        "serve --lenient | serve belongs to no flag; join it to one by =",
        "--lenient yes | yes belongs to no flag",
        "--port=grpc | option '--port': 'grpc' is not an int",
        "--port | Missing required parameter for option '--port'",
        "--secure=maybe | option '--secure': 'maybe' is not a boolean",
        "--port=6000 | --port: 6000 (expected: 50051, where Service and probes ask",
        "-metrics-port 0 | --metrics-port: 0 (expected: 9190",
        "--download-only | --download-only ends the router at once",
        "-h | ends the router at once",
        "--client-ca=/ca.crt | --client-ca: clients show certificates only over TLS",
        "--api-bind=everywhere | --api-bind: everywhere (expected: an IP address or localhost)",
        "--management-auth-mode=none | (expected: bearer or disabled)"
      })
  void whatARouterRefusesIsTold(String arguments, String told) {
    assertThat(problems(arguments))
        .singleElement()
        .asString()
        .startsWith("spec.args: ")
        .contains(told);
  }

  @Test
  void allStrayArgumentsAreTold() {
    assertThat(problems("--one --two=2")).hasSize(2);
  }
}
