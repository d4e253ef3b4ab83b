package io.signalbox.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.BackendRef.Scheme;
import io.signalbox.config.load.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackendRefTest {
  private static BackendRef backend(
      @Nullable String endpoint, Scheme protocol, @Nullable String baseUrl) {
    return new BackendRef("b", endpoint, protocol, 1, null, baseUrl, null, BackendAccess.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "vllm:8000, HTTP, vllm, 8000, false",
    "vllm, HTTP, vllm, 80, false",
    "vllm, HTTPS, vllm, 443, true",
    "vllm:8443, HTTPS, vllm, 8443, true",
    "http://vllm:8000/v1/x, HTTP, vllm, 8000, false",
    "https://vllm/v1, HTTP, vllm, 443, true",
    "10.0.0.1:80, HTTP, 10.0.0.1, 80, false",
    "[::1]:8000, HTTP, ::1, 8000, false",
    "[2001:db8::1], HTTPS, 2001:db8::1, 443, true",
    "my_service.ns.svc:1, HTTP, my_service.ns.svc, 1, false",
  })
  void anEndpointIsHostAndPort(
      String endpoint, Scheme protocol, String host, int port, boolean tls) {
    assertThat(backend(endpoint, protocol, null).address())
        .contains(new BackendAddress(host, port, tls, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.org/v1, api.example.org, 443, true, /v1",
    "https://api.example.org/v1/, api.example.org, 443, true, /v1",
    "http://api.example.org:81, api.example.org, 81, false, ''",
    "http://[::1]:81/a/b, ::1, 81, false, /a/b",
    "HTTPS://api.example.org/, api.example.org, 443, true, ''",
    "api.example.org/v1, api.example.org, 80, false, /v1",
  })
  void aUrlHasABasePath(String url, String host, int port, boolean tls, String path) {
    assertThat(backend("other:1", Scheme.HTTP, url).address())
        .contains(new BackendAddress(host, port, tls, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vllm:0",
        "vllm:65536",
        "vllm:port",
        ":80",
        "http://",
        "ftp://vllm",
        "a b",
        "::1:80",
        "user:secret@vllm:80",
        "[::1",
        "vllm:80?x=y"
      })
  void otherEndpointsAreRefused(String endpoint) {
    assertThat(backend(endpoint, Scheme.HTTP, null).address()).isEmpty();
  }

  @Test
  void anAddressOfVersionSixIsBracketed() {
    assertThat(new BackendAddress("::1", 80, false, "").authority()).isEqualTo("[::1]:80");
    assertThat(new BackendAddress("vllm", 80, false, "").authority()).isEqualTo("vllm:80");
  }

  @Test
  void aWeightOfZeroIsOne() {
    assertThat(
            new BackendRef(null, "a", Scheme.HTTP, 0, null, null, null, BackendAccess.NONE)
                .weight())
        .isEqualTo(1);
  }

  @Test
  void theBackendTypeIsTypeOrProviderOrVllm() {
    assertThat(
            new BackendRef(null, "a", Scheme.HTTP, 1, "t", null, "p", BackendAccess.NONE)
                .backendType())
        .isEqualTo("t");
    assertThat(
            new BackendRef(null, "a", Scheme.HTTP, 1, "", null, "p", BackendAccess.NONE)
                .backendType())
        .isEqualTo("p");
    assertThat(backend("a", Scheme.HTTP, null).backendType()).isEqualTo("vllm");
  }

  private static List<String> problems(String backend) {
    return Samples.problems(
        """
        routing: {modelCards: [{name: a}]}
        providers:
          models:
          - name: a
            backend_refs:
            - %s
        """
            .formatted(backend));
  }

  @Test
  void aBackendNeedsAnEndpointOrUrl() {
    assertThat(problems("{name: b}"))
        .containsExactly(
            "c.yaml:7: providers.models[0].backend_refs[0].endpoint: missing"
                + " (expected: host:port, or a base_url)");
    assertThat(problems("{endpoint: 'a:1'}")).isEmpty();
    assertThat(problems("{base_url: 'https://a/v1', provider: openai}")).isEmpty();
  }

  @Test
  void aWrongAddressIsTold() {
    assertThat(problems("{endpoint: 'a:b'}"))
        .containsExactly(
            "c.yaml:7: providers.models[0].backend_refs[0].endpoint: a:b (expected: host:port)");
    assertThat(problems("{base_url: 'ftp://a'}"))
        .containsExactly(
            "c.yaml:7: providers.models[0].backend_refs[0].base_url: ftp://a"
                + " (expected: http(s)://host[:port][/path])");
  }
}
