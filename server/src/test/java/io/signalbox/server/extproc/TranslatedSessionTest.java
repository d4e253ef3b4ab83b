package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.HeaderMap;
import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.HeaderValue;
import io.signalbox.extproc.wire.HttpBody;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client of Anthropic's protocol and a backend of OpenAI's, as a proxy shows them. */
class TranslatedSessionTest {
  private static final String ASK =
      "{\"model\":\"base-model\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"h\"}]}";
  private static final String COMPLETION =
      "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"yes\","
          + "\"audio\":{}},\"finish_reason\":\"stop\"}]}";

  private static List<ProcessingResponse> play(
      BodySendMode response, String type, String ask, String... bodies) {
    var messages = new ArrayList<ProcessingRequest>();
    messages.add(
        ProcessingRequest.newBuilder()
            .setProtocolConfig(
                ProtocolConfiguration.newBuilder()
                    .setRequestBodyMode(BodySendMode.BUFFERED)
                    .setResponseBodyMode(response))
            .setRequestHeaders(headers(":method", "POST", ":path", "/v1/messages?beta=true"))
            .build());
    messages.add(ProcessingRequest.newBuilder().setRequestBody(body(ask, true)).build());
    messages.add(
        ProcessingRequest.newBuilder()
            .setResponseHeaders(
                headers(
                    ":status",
                    "200",
                    "content-type",
                    type,
                    "content-length",
                    "" + String.join("", bodies).length()))
            .build());
    for (int i = 0; i < bodies.length; i++) {
      messages.add(
          ProcessingRequest.newBuilder()
              .setResponseBody(body(bodies[i], i == bodies.length - 1))
              .build());
    }
    var proxy = new ScriptedProxy(messages);
    new EnvoySession(
            proxy,
            TestRouter.router(RouterEvents.NONE),
            TestRouter.CATALOG,
            RouterEvents.NONE,
            DoorLimits.STANDARD,
            new Budget(4096, 256 << 20))
        .run();
    assertThat(ProxyRules.violations(new Modes(BodySendMode.BUFFERED, response), proxy.log()))
        .isEmpty();
    return proxy.answers();
  }

  private static HttpHeaders headers(String... fields) {
    var map = HeaderMap.newBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      map.addHeaders(
          HeaderValue.newBuilder()
              .setKey(fields[i])
              .setRawValue(ByteString.copyFromUtf8(fields[i + 1])));
    }
    return HttpHeaders.newBuilder().setHeaders(map).build();
  }

  private static HttpBody body(String text, boolean end) {
    return HttpBody.newBuilder()
        .setBody(ByteString.copyFrom(text, StandardCharsets.UTF_8))
        .setEndOfStream(end)
        .build();
  }

  private static Map<String, String> set(HeaderMutation mutation) {
    var set = new LinkedHashMap<String, String>();
    for (var option : mutation.getSetHeadersList()) {
      set.put(option.getHeader().getKey(), option.getHeader().getRawValue().toStringUtf8());
    }
    return set;
  }

  private static String replyBody(ProcessingResponse answer) {
    return answer.getResponseBody().getResponse().getBodyMutation().getBody().toStringUtf8();
  }

  @Test
  void thePathIsRewrittenOnlyForAnotherProtocol() {
    var answers = play(BodySendMode.BUFFERED, "application/json", ASK, COMPLETION);
    var request = answers.get(1).getRequestBody().getResponse();
    assertThat(set(request.getHeaderMutation())).containsEntry(":path", "/v1/chat/completions");
    assertThat(request.getBodyMutation().getBody().toStringUtf8())
        .startsWith("{\"model\":\"base-model\",\"messages\":[");
  }

  @Test
  void aBufferedReplyIsTranslatedWholeAndItsHeadChangedWithIt() {
    var answers = play(BodySendMode.BUFFERED, "application/json", ASK, COMPLETION);
    assertThat(answers.get(2).hasResponseHeaders()).isTrue();
    var reply = answers.get(3);
    assertThat(replyBody(reply)).contains("\"type\":\"message\"", "\"text\":\"yes\"");
    assertThat(set(reply.getResponseBody().getResponse().getHeaderMutation()))
        .containsEntry("x-vsr-upstream-protocol", "openai")
        .containsEntry(
            "x-vsr-protocol-warnings", "warning;unsupported_block_type;choices[0].message.audio")
        .containsEntry("content-length", Integer.toString(replyBody(reply).length()));
  }

  @Test
  void aBufferedReplyThatCannotBeReadIsAnError() {
    var answers = play(BodySendMode.BUFFERED, "application/json", ASK, "<html>");
    var error = answers.getLast().getImmediateResponse();
    assertThat(error.getStatus().getCode()).isEqualTo(502);
    assertThat(error.getBody().toStringUtf8())
        .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
  }

  @Test
  void aStreamedPlainReplyComesWithItsLastChunk() {
    int half = COMPLETION.length() / 2;
    var answers =
        play(
            BodySendMode.STREAMED,
            "application/json",
            ASK,
            COMPLETION.substring(0, half),
            COMPLETION.substring(half));
    assertThat(set(answers.get(2).getResponseHeaders().getResponse().getHeaderMutation()))
        .containsEntry("content-type", "application/json");
    assertThat(
            answers
                .get(2)
                .getResponseHeaders()
                .getResponse()
                .getHeaderMutation()
                .getRemoveHeadersList())
        .contains("content-length");
    assertThat(answers.get(3).getResponseBody().getResponse().hasBodyMutation()).isTrue();
    assertThat(replyBody(answers.get(3))).isEmpty();
    assertThat(replyBody(answers.get(4))).contains("\"type\":\"message\"", "\"yes\"");
  }

  @Test
  void eachChunkOfAStreamIsAnsweredWithWhatItAdds() {
    var first =
        "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"on";
    var second = "e\"}}]}\n\n: comment\n\n";
    var third = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    var stream = ASK.replace("{\"model", "{\"stream\":true,\"model");
    var answers =
        play(
            BodySendMode.STREAMED,
            "text/event-stream",
            stream,
            first,
            second,
            third,
            "data: [DONE]\n\n");
    assertThat(answers.get(3).getResponseBody().getResponse().hasBodyMutation()).isTrue();
    assertThat(replyBody(answers.get(3))).isEmpty();
    assertThat(replyBody(answers.get(4))).contains("message_start", "\"text\":\"one\"");
    assertThat(replyBody(answers.get(6)))
        .contains("message_delta", "message_stop")
        .doesNotContain("[DONE]");
  }

  @Test
  void aDuplexReplyIsReadWholeBeforeItsHeadIsAnswered() {
    int half = COMPLETION.length() / 2;
    var answers =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            "application/json",
            ASK,
            COMPLETION.substring(0, half),
            COMPLETION.substring(half),
            "");
    assertThat(set(answers.get(2).getResponseHeaders().getResponse().getHeaderMutation()))
        .containsKey("x-vsr-protocol-warnings");
    var body = new StringBuilder();
    for (var answer : answers.subList(3, answers.size())) {
      body.append(
          answer
              .getResponseBody()
              .getResponse()
              .getBodyMutation()
              .getStreamedResponse()
              .getBody()
              .toStringUtf8());
    }
    assertThat(body.toString()).contains("\"type\":\"message\"").doesNotContain("choices\"");
  }

  @Test
  void nothingOfTheBackendPassesBehindAnError() {
    var stream = ASK.replace("{\"model", "{\"stream\":true,\"model");
    var answers =
        play(
            BodySendMode.STREAMED,
            "text/event-stream",
            stream,
            "data: {\"error\":{\"message\":\"died\"}}\n\n",
            "data: secret\n\n",
            "data: [DONE]\n\n");
    assertThat(replyBody(answers.get(3))).startsWith("event: error");
    for (var answer : answers.subList(4, 6)) {
      assertThat(answer.getResponseBody().getResponse().hasBodyMutation()).isTrue();
      assertThat(replyBody(answer)).isEmpty();
    }
  }
}
