package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Fleets.one;
import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, headers and paths that backends want. */
class ProviderKeysIT {
  private static final Map<String, String> ENVIRONMENT = Map.of("KEY", "k-env", "OTHER", "k-other");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api_key: k-own | authorization | Bearer k-own",
        "api_key_env: KEY | authorization | Bearer k-env",
        "api_key: k-own, api_key_env: KEY | authorization | Bearer k-own",
        "api_key: \"\", api_key_env: KEY | authorization | Bearer k-env",
        "api_key: $OTHER | authorization | Bearer k-other",
        "api_key: $$OTHER | authorization | Bearer k-other",
        "api_key_env: MISSING | authorization | Bearer client",
        "provider: openai | authorization | Bearer client",
        "provider: openai, api_key: k | authorization | Bearer k",
        "provider: somebody, api_key: k | authorization | Bearer k",
        "provider: minimax, api_key: k | authorization | Bearer k",
        "provider: azure-openai, api_key: k | api-key | k",
        "api_key: k, auth_header: X-Own, auth_prefix: Token | x-own | Token k",
        "api_key: k, auth_header: X-Own, auth_prefix: \"\" | x-own | k",
        "api_key: k, auth_prefix: \"\" | authorization | k",
        "extra_headers: {X-Org: me, Authorization: Basic abc} | authorization | Basic abc",
      })
  void keyIsSentAsTheProviderWantsIt(String access, String header, String value) {
    try (var backend = ScriptedBackend.friendly();
        var rig =
            rig("base_url: \"http://127.0.0.1:%d/v1/\", ".formatted(backend.port()) + access)) {
      var request =
          rig.request(Rig.CHAT)
              .header("authorization", "Bearer client")
              .POST(BodyPublishers.ofString(chat("hi")))
              .build();
      assertThat(rig.send(request).statusCode()).isEqualTo(200);
      var asked = backend.next();
      assertThat(asked.header(header)).isEqualTo(value);
      assertThat(asked.request().path()).isEqualTo("/v1/chat/completions");
      if (!header.equals("authorization")) {
        assertThat(asked.header("authorization")).isNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint: \"127.0.0.1:%d\" | /v1/chat/completions?a=b",
        "base_url: \"http://127.0.0.1:%d\" | /v1/chat/completions?a=b",
        "base_url: \"http://127.0.0.1:%d/\" | /v1/chat/completions?a=b",
        "base_url: \"http://127.0.0.1:%d/v1\" | /v1/chat/completions?a=b",
        "base_url: \"http://127.0.0.1:%d/v1/\" | /v1/chat/completions?a=b",
        "base_url: \"http://127.0.0.1:%d/v1/chat/completions\" | /v1/chat/completions?a=b",
        "base_url: \"http://127.0.0.1:%d/v1\", chat_path: /x/chat | /x/chat?a=b",
        "endpoint: \"127.0.0.1:%d\", chat_path: \"/x?y=1\" | /x?y=1&a=b",
        "base_url: \"http://127.0.0.1:%d/openai/deployments/g\", provider: azure-openai,"
            + " api_version: 2024-10-21"
            + " | /openai/deployments/g/chat/completions?api-version=2024-10-21&a=b",
      })
  void pathsAreJoinedOnce(String ref, String target) {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(ref.formatted(backend.port()))) {
      var request =
          rig.request(Rig.CHAT + "?a=b").POST(BodyPublishers.ofString(chat("hi"))).build();
      assertThat(rig.send(request).statusCode()).isEqualTo(200);
      assertThat(backend.next().request().uri()).isEqualTo(target);
    }
  }

  @ParameterizedTest
  @CsvSource({"'',2023-06-01", "'api_version: 2024-01-01, ',2024-01-01"})
  void anthropicIsAskedOnItsPathWithItsKeyAndVersion(String access, String version) {
    try (var backend = ScriptedBackend.with(ProviderKeysIT::message);
        var rig =
            rig(
                "base_url: \"http://127.0.0.1:%d/v1/\", provider: anthropic, %sapi_key: k"
                    .formatted(backend.port(), access))) {
      var request =
          rig.request(Rig.CHAT)
              .header("authorization", "Bearer client")
              .POST(BodyPublishers.ofString(chat("hi")))
              .build();
      assertThat(rig.send(request).body()).contains("\"object\":\"chat.completion\"", "yes");
      var asked = backend.next();
      assertThat(asked.request().path()).isEqualTo("/v1/messages");
      assertThat(asked.header("x-api-key")).isEqualTo("k");
      assertThat(asked.header("anthropic-version")).isEqualTo(version);
      assertThat(asked.header("authorization")).isNull();
    }
  }

  static void message(ScriptedBackend.Asked asked) {
    asked
        .response()
        .putHeader("content-type", "application/json")
        .end(
            "{\"id\":\"m\",\"type\":\"message\",\"model\":\"c\",\"stop_reason\":\"end_turn\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"yes\"}],"
                + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}");
  }

  private static Rig rig(String ref) {
    return Rig.document(one("{}", "{" + ref + "}"), ENVIRONMENT, UnaryOperator.identity());
  }
}
