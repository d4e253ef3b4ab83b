package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Usage;
import io.signalbox.parts.protocol.anthropic.AnthropicCountProtocol;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router does around a translation. */
final class TranslationTest {
  private static final String OPENAI_ASK =
      "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String ANTHROPIC_ASK =
      "{\"model\":\"gpt\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private static final String MESSAGE =
      "{\"id\":\"m\",\"type\":\"message\",\"model\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"yes\"}],"
          + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}";
  private static final OpenAiChatProtocol OPENAI = new OpenAiChatProtocol(TranslatingRouter.CLOCK);
  private static final AnthropicMessagesProtocol ANTHROPIC = new AnthropicMessagesProtocol();

  @Test
  void theRequestGoesToTheOtherPathWithItsHeaders() {
    var router = new TranslatingRouter(Replies.plain(200, MESSAGE));
    router.ask(OPENAI, OPENAI_ASK, "anthropic-beta", "x", "content-type", "application/json; a=b");
    var headers = Headers.NONE.with(router.sent().headers());
    assertThat(headers.first(":path")).isEqualTo("/v1/messages");
    assertThat(headers.first("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(headers.first("content-type")).isEqualTo("application/json");
    assertThat(headers.first("x-selected-model")).isEqualTo("claude");
  }

  @Test
  void theVersionOfTheClientStays() {
    var router = new TranslatingRouter(Replies.plain(200, MESSAGE));
    router.ask(OPENAI, OPENAI_ASK, "anthropic-version", "2024-01-01");
    assertThat(router.sent().headers().touches("anthropic-version")).isFalse();
  }

  @Test
  void anthropicsHeadersDoNotReachAnotherBackend() {
    var router = new TranslatingRouter(Replies.plain(200, "{\"choices\":[]}"));
    router.ask(
        ANTHROPIC, ANTHROPIC_ASK, "x-api-key", "secret", "anthropic-version", "1", "x-other", "2");
    var headers =
        Calls.with("x-api-key", "secret", "anthropic-version", "1", "x-other", "2")
            .headers()
            .with(router.sent().headers());
    assertThat(headers.first("x-api-key")).isNull();
    assertThat(headers.first("anthropic-version")).isNull();
    assertThat(headers.first("x-other")).isEqualTo("2");
    assertThat(headers.first(":path")).isEqualTo("/v1/chat/completions");
  }

  @Test
  void theReplyNamesBothProtocolsAndItsLength() {
    var backend = Replies.plain(200, MESSAGE);
    var withLength =
        new ChatReply(
            200,
            backend.headers().with(HeaderEdits.NONE.overwrite("content-length", "7")),
            HeaderEdits.NONE,
            backend.body());
    var reply = new TranslatingRouter(withLength).ask(OPENAI, OPENAI_ASK);
    var body = Replies.text(reply.body());
    var headers = Replies.edited(reply);
    assertThat(headers.first("x-vsr-client-protocol")).isEqualTo("openai");
    assertThat(headers.first("x-vsr-upstream-protocol")).isEqualTo("anthropic");
    assertThat(headers.first("content-length"))
        .isEqualTo(Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
    assertThat(headers.first("content-type")).isEqualTo("application/json");
    assertThat(headers.first("x-vsr-protocol-warnings")).isNull();
    assertThat(body).contains("\"content\":\"yes\"", "\"prompt_tokens\":3");
  }

  @Test
  void theSameProtocolLeavesAllBytes() {
    var ask = ANTHROPIC_ASK.replace("gpt", "claude").replace("{\"model", "{ \"top_k\":3,\"model");
    var router = new TranslatingRouter(Replies.plain(200, MESSAGE));
    var reply = router.ask(ANTHROPIC, ask);
    assertThat(Replies.text(reply.body())).isEqualTo(MESSAGE);
    assertThat(new String(router.sent().encode(), StandardCharsets.UTF_8))
        .isEqualTo(ask.replace("claude", "claude-1"));
    assertThat(Headers.NONE.with(router.sent().headers()).first(":path")).isEqualTo("/v1/messages");
    assertThat(Replies.edited(reply).first("x-vsr-client-protocol")).isNull();
  }

  @Test
  void pluginsSpeakTheClientsProtocol() {
    var router = new TranslatingRouter(Replies.plain(200, MESSAGE));
    router.ask(OPENAI, OPENAI_ASK.replace("claude", "auto"));
    assertThat(new String(router.sent().encode(), StandardCharsets.UTF_8))
        .contains("\"system\":\"Be kind.\"", "\"model\":\"claude-1\"");
  }

  @Test
  void anErrorKeepsItsStatusAndHeaders() {
    var limited =
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}";
    var backend = Replies.plain(429, limited);
    var reply =
        new TranslatingRouter(
                new ChatReply(
                    429,
                    backend.headers().with(HeaderEdits.NONE.overwrite("retry-after", "7")),
                    HeaderEdits.NONE,
                    backend.body()))
            .ask(OPENAI, OPENAI_ASK);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(Replies.edited(reply).first("retry-after")).isEqualTo("7");
    assertThat(Replies.text(reply.body()))
        .isEqualTo(
            "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\",\"code\":429}}");
  }

  @Test
  void anErrorOfOpenAiIsOneOfAnthropic() {
    var reply =
        new TranslatingRouter(Replies.plain(500, "{\"error\":{\"message\":\"oom\"}}"))
            .ask(ANTHROPIC, ANTHROPIC_ASK);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(Replies.text(reply.body()))
        .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"oom\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"content\":7}", "{\"id\":\"x\"}"})
  void aReplyThatCannotBeReadIsABadGateway(String body) {
    var router = new TranslatingRouter(Replies.plain(200, body));
    assertThatThrownBy(() -> router.ask(OPENAI, OPENAI_ASK))
        .isInstanceOfSatisfying(
            RouterException.class,
            refused -> assertThat(refused.fault()).isEqualTo(Fault.UPSTREAM));
  }

  @Test
  void aCompressedReplyIsABadGateway() {
    var backend = Replies.plain(200, MESSAGE);
    var router =
        new TranslatingRouter(
            new ChatReply(
                200,
                backend.headers().with(HeaderEdits.NONE.overwrite("content-encoding", "gzip")),
                HeaderEdits.NONE,
                backend.body()));
    assertThatThrownBy(() -> router.ask(OPENAI, OPENAI_ASK)).hasMessageContaining("compressed");
  }

  @Test
  void aStreamThatBreaksOffIsToldInItAndThenThrown() {
    var start = "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\"}}\n\n";
    var broken =
        new ReplyBody() {
          private int turn;

          @Override
          public byte[] next() {
            if (turn++ == 0) {
              return start.getBytes(StandardCharsets.UTF_8);
            }
            throw new RouterException(Fault.UPSTREAM, "the backend broke off");
          }

          @Override
          public void close() {}
        };
    var reply =
        new TranslatingRouter(Replies.reply(200, "text/event-stream", broken))
            .ask(OPENAI, OPENAI_ASK.replace("{\"model", "{\"stream\":true,\"model"));
    assertThat(text(reply.body().next())).contains("\"role\":\"assistant\"");
    assertThat(text(reply.body().next()))
        .contains("\"error\":{\"message\":\"the backend broke off\"");
    assertThatThrownBy(() -> reply.body().next()).hasMessage("the backend broke off");
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void aPingIsNothingToAnotherClient() {
    var events =
        List.of(
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\"}}\n\n",
            "event: ping\ndata: {\"type\":\"ping\"}\n\n",
            "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}\n\n");
    var reply =
        new TranslatingRouter(Replies.stream(events.toArray(String[]::new)))
            .ask(OPENAI, OPENAI_ASK.replace("{\"model", "{\"stream\":true,\"model"));
    assertThat(text(reply.body().next())).contains("\"role\":\"assistant\"");
    assertThat(text(reply.body().next())).contains("\"content\":\"a\"").doesNotContain("ping");
  }

  @Test
  void tokensAreCountedByTheBackendOrEstimated() {
    var count = new AnthropicCountProtocol();
    var estimating = new TranslatingRouter(Replies.plain(200, "{}"));
    var reply = estimating.ask(count, ANTHROPIC_ASK);
    assertThat(estimating.asked()).isFalse();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(Replies.text(reply.body())).isEqualTo("{\"input_tokens\":5}");

    var counting = new TranslatingRouter(Replies.plain(200, "{\"input_tokens\":9}"));
    var counted = counting.ask(count, ANTHROPIC_ASK.replace("gpt", "claude"));
    assertThat(Replies.text(counted.body())).isEqualTo("{\"input_tokens\":9}");
    assertThat(counting.sent().source().protocol().path()).isEqualTo("/v1/messages/count_tokens");
    assertThat(text(counting.sent().encode())).contains("\"model\":\"claude-1\"");
  }

  @Test
  void metersCountWhatACacheGave() {
    var meter = ANTHROPIC.meter(Replies.plain(200));
    meter.see(
        ("{\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":20,"
                + "\"cache_creation_input_tokens\":100,\"output_tokens\":7}}")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(meter.usage()).isEqualTo(new Usage(123, 7));
    var stream = ANTHROPIC.meter(Replies.stream());
    stream.see(
        ("data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":3,"
                + "\"cache_read_input_tokens\":20,\"output_tokens\":1}}}\n\n"
                + "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":7}}\n\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(stream.usage()).isEqualTo(new Usage(23, 7));
  }

  @Test
  void errorsHaveAnthropicsTypes() {
    for (var fault : Fault.values()) {
      var type =
          switch (fault.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 500, 502 -> "api_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> "invalid_request_error";
          };
      assertThat(Replies.text(ANTHROPIC.error(new RouterException(fault, "no \"x\"")).body()))
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"no \\\"x\\\"\"}}"
                  .formatted(type));
    }
  }
}
