package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Fleets.one;
import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.server.gateway.ScriptedBackend.Asked;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Keys of providers that the proxy in front sends, one for each user. */
class InjectedKeysIT {
  private static final String CLOSED = "{providers: [{type: header-injection}]}";
  private static final String OPEN = "{fail_open: true, providers: [{type: header-injection}]}";
  private static final String MESSAGES =
      "{\"model\":\"auto\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  @Test
  void theKeyOfTheUserReachesTheBackendAndTheHeaderDoesNot() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(backend, CLOSED, "provider: openai, api_key: own")) {
      var reply = ask(rig, Rig.CHAT, chat("hi"), "x-user-openai-key", "k-user");
      assertThat(reply.statusCode()).isEqualTo(200);
      var asked = backend.next();
      assertThat(asked.header("authorization")).isEqualTo("Bearer k-user");
      assertThat(asked.header("x-user-openai-key")).isNull();

      ask(rig, Rig.CHAT, chat("hi"), "x-other", "1");
      assertThat(backend.next().header("authorization")).isEqualTo("Bearer own");
    }
  }

  @Test
  void aCallWithoutAKeyIsRefusedInTheProtocolOfItsClient() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(backend, CLOSED, "provider: openai")) {
      var openAi = ask(rig, Rig.CHAT, chat("hi"), "x-user-anthropic-key", "k-user");
      assertThat(openAi.statusCode()).isEqualTo(401);
      assertThat(openAi.body())
          .startsWith("{\"error\":{\"message\":")
          .contains("\"type\":\"authentication_error\"")
          .doesNotContain("k-user");
      var anthropic = ask(rig, "/v1/messages", MESSAGES, "x-api-key", "client");
      assertThat(anthropic.statusCode()).isEqualTo(401);
      assertThat(anthropic.body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\"");
      assertThat(backend.requests()).isZero();
    }
  }

  @Test
  void whereThatIsAllowedItGoesOnWithTheClientsOwn() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(backend, OPEN, "provider: openai")) {
      var reply = ask(rig, Rig.CHAT, chat("hi"), "x-user-anthropic-key", "k-user");
      assertThat(reply.statusCode()).isEqualTo(200);
      var asked = backend.next();
      assertThat(asked.header("authorization")).isEqualTo("Bearer client");
      assertThat(asked.header("x-user-anthropic-key")).isNull();
    }
  }

  @Test
  void aHeaderThatNobodyVouchesForIsNoKey() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(backend, "{}", "provider: openai")) {
      ask(rig, Rig.CHAT, chat("hi"), "x-user-openai-key", "forged");
      var asked = backend.next();
      assertThat(asked.header("authorization")).isEqualTo("Bearer client");
      assertThat(asked.header("x-user-openai-key")).isNull();
    }
  }

  @Test
  void aTranslatedCallShowsTheKeyAsAnthropicWantsIt() {
    try (var backend = ScriptedBackend.with(ProviderKeysIT::message);
        var rig = rig(backend, CLOSED, "provider: anthropic")) {
      var reply = ask(rig, Rig.CHAT, chat("hi"), "x-user-anthropic-key", "k-user");
      assertThat(reply.body()).contains("\"object\":\"chat.completion\"");
      Asked asked = backend.next();
      assertThat(asked.request().path()).isEqualTo("/v1/messages");
      assertThat(asked.header("x-api-key")).isEqualTo("k-user");
      assertThat(asked.header("authorization")).isNull();
    }
  }

  private static HttpResponse<String> ask(
      Rig rig, String path, String body, String name, String value) {
    return rig.send(
        rig.request(path)
            .header("authorization", "Bearer client")
            .header(name, value)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static Rig rig(ScriptedBackend backend, String authz, String access) {
    var ref = "{endpoint: \"127.0.0.1:%d\", %s}".formatted(backend.port(), access);
    var yaml = one("{}", ref) + "global: {services: {authz: " + authz + "}}\n";
    return Rig.document(yaml, Map.of(), UnaryOperator.identity());
  }
}
