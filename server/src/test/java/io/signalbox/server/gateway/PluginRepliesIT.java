package io.signalbox.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Plugins that answer or dress replies, and rate limits, at the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginRepliesIT {
  private final ScriptedBackend backend = ScriptedBackend.friendly();

  @AfterAll
  void stop() {
    backend.close();
  }

  private Rig rig(String plugin, String global) {
    var yaml =
        """
        version: v0.3
        listeners: []
        providers:
          defaults: {default_model: m}
          models: [{name: m, backend_refs: [{name: b, endpoint: "127.0.0.1:%d"}]}]
        routing:
          modelCards: [{name: m}]
          decisions:
          - name: all
            modelRefs: [{model: m}]
            plugins: [%s]
        global: {services: {gateway: {access_log: false}%s}}
        """
            .formatted(backend.port(), plugin, global);
    return Rig.document(yaml, Map.of(), UnaryOperator.identity());
  }

  @Test
  void fastResponseIsGivenWithoutABackend() {
    try (var rig = rig("{type: fast_response, configuration: {message: \"No, really.\"}}", "")) {
      var plain = rig.post(Rig.chat("hi"));
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(plain.body()).contains("\"content\":\"No, really.\"", "\"model\":\"router\"");
      assertThat(plain.headers().firstValue("x-vsr-fast-response")).hasValue("true");
      assertThat(plain.headers().firstValue("x-vsr-response-path")).hasValue("fast_response");
      assertThat(plain.headers().firstValue("x-vsr-selected-decision")).hasValue("all");
      var stream = rig.post(Rig.chat("hi").replaceFirst("\\{", "{\"stream\":true,"));
      assertThat(stream.headers().firstValue("content-type")).hasValue("text/event-stream");
      assertThat(stream.body()).contains("\"content\":\"really.\"").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void blockRefusesWithoutABackend() {
    try (var rig = rig("{type: block, configuration: {message: Never.}}", "")) {
      for (var body :
          new String[] {Rig.chat("hi"), Rig.chat("hi").replaceFirst("\\{", "{\"stream\":true,")}) {
        var refused = rig.post(body);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("x-vsr-response-path")).hasValue("blocked");
        assertThat(refused.headers().firstValue("x-signalbox-blocked")).hasValue("policy");
        assertThat(refused.body()).contains("\"message\":\"Never.\"", "permission_error");
      }
    }
  }

  @Test
  void headersOfTheReplyAreEdited() {
    var plugin =
        "{type: header_mutation, configuration: {response: {add: [{name: x-tier, value: gold}],"
            + " delete: [content-language]}}}";
    try (var rig = rig(plugin, "")) {
      var reply = rig.post(Rig.chat("hi"));
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.headers().firstValue("x-tier")).hasValue("gold");
      backend.next();
    }
  }

  @Test
  void whoAsksTooMuchIsTold() {
    var limit =
        ", ratelimit: {providers: [{type: local-limiter, rules: [{name: r, requests_per_unit: 2,"
            + " unit: hour}]}]}";
    try (var rig = rig("", limit)) {
      for (int i = 0; i < 2; i++) {
        assertThat(rig.post(Rig.chat("hi")).statusCode()).isEqualTo(200);
        backend.next();
      }
      var refused = rig.post(Rig.chat("hi").replace("auto", "m"));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("x-vsr-response-path")).hasValue("rate_limited");
      assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 1800L);
      assertThat(refused.headers().firstValue("x-ratelimit-limit")).hasValue("2");
      assertThat(refused.body()).contains("rate_limit_error");
    }
  }
}
