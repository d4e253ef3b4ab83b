package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What goes upstream and what comes back. */
class ForwardingIT {
  @Test
  void onlyTheModelOfTheBodyChanges() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var response =
          rig.post(
              """
              {"seed": 12345678901234567890, "model" : "auto", "x_unknown":{"b":1,"a":[ ]},
               "messages":[{"role":"user","content":"an integral \\u00e4"}] }
              """);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(ScriptedBackend.ANSWER);
      assertThat(backend.next().text())
          .isEqualTo(
              """
              {"seed": 12345678901234567890, "model" : "math-expert", "x_unknown":{"b":1,"a":[ ]},
               "messages":[{"role":"user","content":"an integral \\u00e4"}] }
              """);
      assertThat(response.headers().firstValue("x-vsr-selected-model")).hasValue("math-expert");
      assertThat(response.headers().firstValue("x-vsr-selected-decision"))
          .hasValue("math_decision");
      assertThat(response.headers().firstValue("content-length"))
          .hasValue(Integer.toString(ScriptedBackend.ANSWER.length()));
    }
  }

  @Test
  void headersOfOneHopAndOfOursStayBehind() {
    try (var backend =
            ScriptedBackend.with(asked -> {
              asked.response().putHeader("keep-alive", "timeout=5");
              asked.response().putHeader("connection", "x-hop");
              asked.response().putHeader("x-hop", "1");
              asked.response().putHeader("x-kept", "2");
              ScriptedBackend.answer(asked);
            });
        var rig = Rig.to(backend);
        var raw = new RawClient(rig.gateway.port())) {
      var body = chat("hi");
      raw.write(
          """
          POST /v1/chat/completions?a=b HTTP/1.1\r
          Host: gateway.example\r
          Authorization: Bearer secret\r
          Connection: keep-alive, X-Listed\r
          X-Listed: 1\r
          Keep-Alive: timeout=9\r
          Proxy-Authorization: Basic abc\r
          TE: trailers\r
          X-Vsr-Debug: true\r
          X-Vsr-Internal-Auth: forged\r
          X-Unknown: kept\r
          Accept-Encoding: gzip\r
          X-Request-Id: id-1\r
          Content-Length: %d\r
          \r
          %s\
          """
              .formatted(body.length(), body));
      var answer = raw.readUntil(ScriptedBackend.ANSWER);
      var asked = backend.next();

      assertThat(asked.request().uri()).isEqualTo("/v1/chat/completions?a=b");
      assertThat(asked.header("host")).isEqualTo("127.0.0.1:" + backend.port());
      assertThat(asked.header("authorization")).isEqualTo("Bearer secret");
      assertThat(asked.header("x-unknown")).isEqualTo("kept");
      assertThat(asked.header("x-request-id")).isEqualTo("id-1");
      assertThat(asked.header("x-selected-model")).isEqualTo("base-model");
      assertThat(asked.header("accept-encoding")).isEqualTo("identity");
      assertThat(asked.header("content-type")).isEqualTo("application/json");
      assertThat(asked.request().headers().names())
          .map(String::toLowerCase)
          .doesNotContain(
              "x-listed",
              "keep-alive",
              "proxy-authorization",
              "te",
              "x-vsr-debug",
              "x-vsr-internal-auth",
              "transfer-encoding");
      assertThat(answer)
          .containsIgnoringCase("x-kept: 2")
          .containsIgnoringCase("x-request-id: id-1")
          .containsIgnoringCase("x-vsr-context-token-count:")
          .doesNotContainIgnoringCase("x-hop")
          .doesNotContainIgnoringCase("keep-alive:");
    }
  }

  @Test
  void requestIdIsMadeWhereThereIsNone() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var response = rig.post(chat("hi"));

      var id = response.headers().firstValue("x-request-id").orElseThrow();
      assertThat(id).hasSize(36);
      assertThat(backend.next().header("x-request-id")).isEqualTo(id);
    }
  }

  @Test
  void sequentialCallsShareOneConnection() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      for (int i = 0; i < 5; i++) {
        assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      }

      assertThat(backend.requests()).isEqualTo(5);
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void basePathReplacesTheVersion() {
    try (var backend = ScriptedBackend.friendly();
        var rig =
            Rig.refs(
                "{name: far, base_url: \"http://127.0.0.1:%d/openai/v2\"}"
                    .formatted(backend.port()),
                UnaryOperator.identity())) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(backend.next().request().path()).isEqualTo("/openai/v2/chat/completions");
    }
  }

  @Test
  void backendsArePickedByWeight() {
    try (var light = ScriptedBackend.friendly();
        var heavy = ScriptedBackend.friendly();
        var rig =
            Rig.refs(
                "{name: a, endpoint: \"127.0.0.1:%d\", weight: 1},".formatted(light.port())
                    + "{name: b, endpoint: \"127.0.0.1:%d\", weight: 9}".formatted(heavy.port()),
                UnaryOperator.identity())) {
      for (int i = 0; i < 10; i++) {
        rig.post(chat("hi"));
      }

      assertThat(light.requests()).isEqualTo(1);
      assertThat(heavy.requests()).isEqualTo(9);
    }
  }

  @Test
  void errorsOfTheBackendAreRelayed() {
    try (var backend =
            ScriptedBackend.with(asked ->
                asked
                    .response()
                    .setStatusCode(asked.text().contains("integral") ? 503 : 429)
                    .putHeader("retry-after", "7")
                    .putHeader("content-type", "application/json")
                    .end("{\"object\":\"error\"}"));
        var rig = Rig.to(backend)) {
      var limited = rig.post(chat("hi"));
      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.body()).isEqualTo("{\"object\":\"error\"}");
      assertThat(limited.headers().firstValue("retry-after")).hasValue("7");
      assertThat(limited.headers().firstValue("x-vsr-response-path")).hasValue("upstream");

      assertThat(rig.post(chat("integral")).statusCode()).isEqualTo(503);
      assertThat(rig.events.failures()).isZero();
    }
  }

  @Test
  void modelsAndAdaptersAreListed() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var list = rig.send(rig.request("/v1/models").GET().build());

      assertThat(list.statusCode()).isEqualTo(200);
      assertThat(list.body())
          .contains("\"id\":\"auto\"", "\"id\":\"base-model\"", "\"id\":\"math-expert\"")
          .contains("\"parent\":\"base-model\"");
      assertThat(list.headers().firstValue("content-length")).isPresent();
    }
  }

  @Test
  void namedModelIsPassedOn() {
    try (var backend = ScriptedBackend.friendly();
        var rig = Rig.to(backend)) {
      var body = chat("an integral").replace("auto", "base-model");
      var response =
          rig.send(
              true,
              rig.request(Rig.CHAT).POST(BodyPublishers.ofString(body)).build(),
              BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(backend.next().text()).isEqualTo(body);
    }
  }

  @Test
  void backendMayHaveAnAddressOfVersionSix() {
    try (var backend = ScriptedBackend.on("::1");
        var rig =
            Rig.refs(
                "{name: six, endpoint: \"[::1]:%d\"}".formatted(backend.port()),
                UnaryOperator.identity())) {
      assertThat(rig.post(chat("hi")).statusCode()).isEqualTo(200);
      assertThat(backend.next().header("host")).isEqualTo("[::1]:" + backend.port());
    }
  }
}
