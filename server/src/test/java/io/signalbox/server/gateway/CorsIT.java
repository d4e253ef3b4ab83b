package io.signalbox.server.gateway;

import static io.signalbox.server.gateway.Rig.chat;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Calls from web pages. */
class CorsIT {
  private static final String PAGE = "https://page.example";
  private static final String LISTED =
      "{allow_origins: [\"%s\"], expose_headers: [x-vsr-selected-model], max_age: 60s}"
          .formatted(PAGE);

  @Test
  void withoutConfigurationNothingIsSaid() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig("{}", backend)) {
      assertThat(call(rig, PAGE).headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(preflight(rig, PAGE).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void browserOfAListedOriginMayCall() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(LISTED, backend)) {
      var asked = preflight(rig, PAGE);
      assertThat(asked.statusCode()).isEqualTo(204);
      assertThat(asked.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
      assertThat(asked.headers().firstValue("access-control-allow-methods").orElseThrow())
          .contains("POST");
      assertThat(asked.headers().firstValue("access-control-allow-headers"))
          .hasValue("authorization,content-type");
      assertThat(asked.headers().firstValue("access-control-max-age")).hasValue("60");
      assertThat(asked.headers().firstValue("vary")).hasValue("origin");
      assertThat(backend.requests()).isZero();

      var answer = call(rig, PAGE);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly(PAGE);
      assertThat(answer.headers().firstValue("access-control-expose-headers"))
          .hasValue("x-vsr-selected-model");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }
  }

  @Test
  void otherOriginsAreToldNothing() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(LISTED, backend)) {
      for (var origin : List.of("https://evil.example", PAGE + ".evil.example", "null")) {
        assertThat(preflight(rig, origin).headers().map())
            .doesNotContainKeys("access-control-allow-origin", "access-control-allow-methods");
        assertThat(call(rig, origin).headers().map())
            .doesNotContainKey("access-control-allow-origin");
      }
    }
  }

  @Test
  void errorsAndHealthCanBeReadToo() {
    try (var backend = ScriptedBackend.friendly();
        var rig = rig(LISTED, backend)) {
      var error =
          rig.send(
              rig.request(Rig.CHAT)
                  .header("origin", PAGE)
                  .POST(BodyPublishers.ofString("no json"))
                  .build());
      assertThat(error.statusCode()).isEqualTo(400);
      assertThat(error.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
      var health = rig.send(rig.request("/health").header("origin", PAGE).GET().build());
      assertThat(health.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
    }
  }

  @Test
  void whatBackendsSayOfOriginsIsDropped() {
    try (var backend =
            ScriptedBackend.with(asked -> {
              asked.response().putHeader("access-control-allow-origin", "*");
              asked.response().putHeader("access-control-allow-credentials", "true");
              ScriptedBackend.answer(asked);
            });
        var rig = rig("{allow_origins: [\"*\"]}", backend)) {
      var answer = call(rig, "https://any.example");
      assertThat(answer.headers().allValues("access-control-allow-origin")).containsExactly("*");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }
  }

  private static HttpResponse<String> preflight(Rig rig, String origin) {
    return rig.send(
        rig.request(Rig.CHAT)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  private static HttpResponse<String> call(Rig rig, String origin) {
    return rig.send(
        rig.request(Rig.CHAT)
            .header("origin", origin)
            .POST(BodyPublishers.ofString(chat("hi")))
            .build());
  }

  private static Rig rig(String cors, ScriptedBackend backend) {
    var yaml =
        Fleets.one("{}", Fleets.ref("b", backend.port()))
            + "global: {services: {gateway: {cors: %s}}}\n".formatted(cors);
    return Rig.document(yaml, Map.of(), UnaryOperator.identity());
  }
}
