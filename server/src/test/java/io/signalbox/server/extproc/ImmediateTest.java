package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImmediateTest {
  @Test
  void everyStatusIsItself() {
    for (int status = 200; status <= 599; status++) {
      assertThat(of(reply(status)).getStatus().getCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 99, 100, 101, 199, 600, 999, Integer.MAX_VALUE})
  void whatIsNoStatusIsABadGateway(int status) {
    assertThat(of(reply(status)).getStatus().getCode()).isEqualTo(502);
  }

  @Test
  void bodyIsText() {
    var answer = Immediate.of(reply(200), new byte[] {'a', (byte) 0xff, (byte) 0xc3}, false);

    assertThat(answer.getImmediateResponse().getBody().toStringUtf8()).isEqualTo("a\ufffd\ufffd");
  }

  @Test
  void contentTypeIsAlwaysThere() {
    assertThat(set(of(reply(500), "{\"a\":1}").getHeaders()))
        .containsEntry("content-type", "application/json");
    assertThat(set(of(reply(500), "sorry").getHeaders()))
        .containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(set(of(reply(200, "content-type", "text/event-stream"), "data: 1\n\n").getHeaders()))
        .containsEntry("content-type", "text/event-stream");
  }

  @Test
  void framingAndFieldsOfOneHopStayOut() {
    var reply =
        reply(
            200,
            "transfer-encoding",
            "chunked",
            "connection",
            "close",
            "keep-alive",
            "1",
            "content-length",
            "9999",
            "content-encoding",
            "gzip",
            "bad name",
            "x",
            ":status",
            "200",
            "",
            "x",
            "x-ok",
            "a\r\nb: c\u0000",
            "x-empty",
            "",
            "set-cookie",
            "a=1",
            "set-cookie",
            "b=2");
    var headers = of(reply, "x").getHeaders();

    assertThat(headers.getSetHeadersList())
        .extracting(option -> option.getHeader().getKey())
        .containsExactly("x-ok", "set-cookie", "set-cookie", "content-type");
    assertThat(set(headers)).containsEntry("x-ok", "a  b: c");
  }

  @Test
  void answersWithoutContentHaveNone() {
    assertThat(of(reply(204), "x").getBody().isEmpty()).isTrue();
    assertThat(of(reply(304), "x").getBody().isEmpty()).isTrue();
  }

  @Test
  void statusForGrpcIsOnlyForGrpc() {
    assertThat(of(reply(403)).hasGrpcStatus()).isFalse();
    for (int status = 200; status <= 599; status++) {
      var answer = Immediate.of(reply(status), new byte[0], true).getImmediateResponse();
      assertThat(answer.getGrpcStatus().getStatus() == 0).isEqualTo(status < 300);
      assertThat(answer.getGrpcStatus().getStatus()).isLessThan(17);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void streamingClientOfAChainThatAnswersGetsEvents(BodySendMode mode) {
    var events = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n";
    var rig =
        Rig.with((request, next) ->
            new ChatReply(
                200,
                new Headers(List.of(new Header("content-type", "text/event-stream"))),
                HeaderEdits.NONE.overwrite("x-vsr-response-path", "cache"),
                ReplyBody.of(events.getBytes(UTF_8))));
    var answer =
        rig.play(
                mode,
                BodySendMode.NONE,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody(Rig.SUMS.replace("auto\"", "auto\",\"stream\":true"), true))
            .answers()
            .getLast()
            .getImmediateResponse();

    assertThat(answer.getBody().toStringUtf8()).isEqualTo(events);
    assertThat(set(answer.getHeaders()))
        .containsEntry("content-type", "text/event-stream")
        .containsEntry("x-vsr-response-path", "cache");
    assertThat(answer.getDetails()).isEqualTo("signalbox");
  }

  private static ImmediateResponse of(ChatReply reply) {
    return of(reply, "");
  }

  private static ImmediateResponse of(ChatReply reply, String body) {
    return Immediate.of(reply, body.getBytes(UTF_8), false).getImmediateResponse();
  }

  private static ChatReply reply(int status, String... fields) {
    var headers = new ArrayList<Header>();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(new Header(fields[i], fields[i + 1]));
    }
    return new ChatReply(status, new Headers(headers), HeaderEdits.NONE, ReplyBody.of(new byte[0]));
  }
}
