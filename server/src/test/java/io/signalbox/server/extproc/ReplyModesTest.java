package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.agentgateway;
import static io.signalbox.server.extproc.Messages.downstream;
import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.responseTrailers;
import static io.signalbox.server.extproc.Messages.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.FakeProtocol;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.plugin.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyModesTest {
  private static final BodySendMode NONE = BodySendMode.NONE;
  private static final BodySendMode BUFFERED = BodySendMode.BUFFERED;
  private static final BodySendMode STREAMED = BodySendMode.STREAMED;
  private static final BodySendMode DUPLEX = BodySendMode.FULL_DUPLEX_STREAMED;
  private static final String JSON = "{\"id\":\"a\",\"text\":\"b\"}";

  /** Waits for the whole reply, and only then says what becomes of it. */
  private static ChatReply shouting(ChatRequest request, Next next) {
    var reply = next.proceed(request);
    var text = new String(Rig.whole(reply), UTF_8).toUpperCase(Locale.ROOT);
    return reply
        .withBody(ReplyBody.of((text + "!").getBytes(UTF_8)))
        .withEdits(HeaderEdits.NONE.overwrite("x-judged", "yes"));
  }

  /** Refuses every reply once it has seen all of it. */
  private static ChatReply refusing(ChatRequest request, Next next) {
    var reply = next.proceed(request);
    Rig.whole(reply);
    return new ChatReply(
        451, Headers.NONE, HeaderEdits.NONE, ReplyBody.of("{\"error\":{}}".getBytes(UTF_8)));
  }

  /** Holds everything back and gives it in one piece when the body has ended. */
  private static ChatReply late(ChatRequest request, Next next) {
    var reply = next.proceed(request);
    return reply.withBody(
        new ReplyBody() {
          private boolean done;

          @Override
          public byte @Nullable [] next() {
            if (done) {
              return null;
            }
            done = true;
            var text = new String(Rig.whole(reply), UTF_8);
            return ("<" + text + ">").getBytes(UTF_8);
          }

          @Override
          public void close() {
            reply.body().close();
          }
        });
  }

  @Test
  void bufferedReplyIsJudgedWholeAndItsHeadersChangeWithItsBody() {
    var proxy =
        Rig.with(ReplyModesTest::shouting)
            .play(
                BUFFERED,
                BUFFERED,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody(Rig.SUMS, true),
                responseHeaders("200", "application/json", "content-length", "" + JSON.length()),
                responseBody(JSON, true));

    var head = proxy.answers().get(2).getResponseHeaders().getResponse();
    var body = proxy.answers().get(3).getResponseBody().getResponse();
    var whole = JSON.toUpperCase(Locale.ROOT) + "!";
    assertThat(head).isEqualTo(CommonResponse.getDefaultInstance());
    assertThat(body.getBodyMutation().getBody().toStringUtf8()).isEqualTo(whole);
    assertThat(set(body.getHeaderMutation()))
        .containsEntry("x-judged", "yes")
        .containsEntry("x-vsr-selected-model", "math-expert")
        .containsEntry("content-length", Integer.toString(whole.length()));
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL"})
  void bufferedReplyWithTrailersIsJudgedWhole(BodySendMode mode) {
    for (var behind : List.of(responseTrailers(), responseBody("", true))) {
      var proxy =
          Rig.with(ReplyModesTest::shouting)
              .play(BUFFERED, mode, exchange(List.of(responseBody(JSON, false), behind)));

      assertThat(downstream(proxy, mode)).isEqualTo(JSON.toUpperCase(Locale.ROOT) + "!");
      assertThat(proxy.answers()).hasSize(5);
    }
  }

  @Test
  void duplexReplyIsHeldUntilItIsJudged() {
    for (var end : List.of(responseBody("", true), responseTrailers())) {
      var proxy =
          Rig.with(ReplyModesTest::shouting)
              .play(
                  DUPLEX,
                  DUPLEX,
                  exchange(
                      List.of(
                          responseBody(JSON.substring(0, 5), false),
                          responseBody(JSON.substring(5), false),
                          end)));

      var head = proxy.answers().get(2).getResponseHeaders().getResponse();
      assertThat(set(head.getHeaderMutation())).containsEntry("x-judged", "yes");
      assertThat(downstream(proxy, DUPLEX)).isEqualTo(JSON.toUpperCase(Locale.ROOT) + "!");
    }
  }

  @Test
  void streamedReplyIsSwallowedUntilItIsJudgedAndItsHeadersComeTooLate() {
    for (var behind :
        List.of(
            List.of(responseBody("", true)),
            List.of(responseTrailers()),
            List.<ProcessingRequest>of())) {
      var rig = Rig.with(ReplyModesTest::shouting);
      var messages = new ArrayList<ProcessingRequest>();
      messages.add(responseBody(JSON.substring(0, 5), false));
      messages.add(responseBody(JSON.substring(5), false));
      messages.addAll(behind);
      var proxy = rig.play(BUFFERED, STREAMED, exchange(messages));

      assertThat(downstream(proxy, STREAMED)).isEqualTo(JSON.toUpperCase(Locale.ROOT) + "!");
      assertThat(rig.late).hasSize(1);
      assertThat(rig.late.getFirst().edits()).anyMatch(edit -> edit.name().equals("x-judged"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "FULL_DUPLEX_STREAMED"})
  void refusedReplyBecomesAnImmediateResponse(BodySendMode mode) {
    var proxy =
        Rig.with(ReplyModesTest::refusing)
            .play(BUFFERED, mode, exchange(List.of(responseBody(JSON, true))));

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(451);
    assertThat(downstream(proxy, mode)).isEmpty();
  }

  @Test
  void refusedReplyWhoseHeadHasLeftIsBrokenOff() {
    var proxy =
        Rig.with(ReplyModesTest::refusing)
            .playFreely(BUFFERED, STREAMED, exchange(List.of(responseBody(JSON, true))));

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(451);
    assertThat(downstream(proxy, STREAMED)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void chainThatGivesAllAtTheEndIsHeard(BodySendMode mode) {
    var messages =
        mode == BUFFERED
            ? List.of(responseBody(JSON, true))
            : List.of(
                responseBody(JSON.substring(0, 3), false),
                responseBody(JSON.substring(3, 9), false),
                responseBody(JSON.substring(9), false),
                responseBody("", true));
    var proxy = Rig.with(ReplyModesTest::late).play(BUFFERED, mode, exchange(messages));

    assertThat(downstream(proxy, mode)).isEqualTo("<" + JSON + ">");
  }

  @Test
  void replyThatIsTooLargeToHoldIsA502() {
    var limits = "limits: {max_reply_bytes: 30, ";
    for (var mode : List.of(BUFFERED, DUPLEX)) {
      var rig = Rig.with(ReplyModesTest::shouting, limits);
      var proxy = rig.play(BUFFERED, mode, exchange(List.of(responseBody("x".repeat(31), true))));

      var refused = proxy.answers().getLast().getImmediateResponse();
      assertThat(refused.getStatus().getCode()).isEqualTo(502);
      assertThat(refused.getBody().toStringUtf8()).contains("too large", "at most 30 bytes");
      assertThat(rig.failures).containsExactly("auto UPSTREAM");
    }
  }

  @Test
  void cutReplyCannotBeJudged() {
    var proxy =
        Rig.with(ReplyModesTest::shouting)
            .play(
                BUFFERED,
                BodySendMode.BUFFERED_PARTIAL,
                exchange(List.of(responseBody(JSON.substring(0, 9), false))));

    var refused = proxy.answers().getLast().getImmediateResponse();
    assertThat(refused.getStatus().getCode()).isEqualTo(502);
    assertThat(refused.getBody().toStringUtf8()).contains("BUFFERED_PARTIAL");
  }

  @Test
  void replyTranslatedFromAnotherProtocolNeedsABodyThatIsShown() {
    var asked = new AtomicBoolean();
    var rig =
        Rig.with((request, next) -> {
          asked.set(true);
          return next.proceed(new FakeProtocol().decode("m\nuser: hi".getBytes(UTF_8)));
        });
    var refused = rig.play(BUFFERED, NONE, exchange(List.of())).answers().get(1);
    var sent = rig.play(BUFFERED, BUFFERED, exchange(List.of(responseBody("x", true))));

    assertThat(asked).isTrue();
    assertThat(refused.getImmediateResponse().getStatus().getCode()).isEqualTo(500);
    assertThat(refused.getImmediateResponse().getBody().toStringUtf8())
        .contains("response_body_mode NONE", "lines", "openai", "expected: BUFFERED");
    assertThat(sent.answers().getLast().hasResponseBody()).isTrue();
  }

  @Test
  void replyOfOursWhereNoBodyIsShownIsImmediate() {
    var proxy =
        Rig.with((request, next) -> next.proceed(request).withBody(ReplyBody.of(new byte[] {'x'})))
            .play(BUFFERED, NONE, exchange(List.of()));

    assertThat(proxy.answers().getLast().getImmediateResponse().getBody().toStringUtf8())
        .isEqualTo("x");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void bodyThatTheChainDoesNotLookAtDoesNotPass(BodySendMode mode) {
    var proxy =
        Rig.with(
                (request, next) -> {
                  var reply = next.proceed(request);
                  reply.body().close();
                  return reply.withBody(ReplyBody.of("canned".getBytes(UTF_8)));
                })
            .play(
                BUFFERED,
                mode,
                exchange(
                    mode == BUFFERED
                        ? List.of(responseBody(JSON, true))
                        : List.of(responseBody(JSON, false), responseBody("", true))));

    assertThat(downstream(proxy, mode)).isEqualTo("canned");
  }

  @Test
  void headersThatTheChainReplacedAreChanged() {
    var proxy =
        Rig.with(
                (request, next) -> {
                  var reply = next.proceed(request);
                  var headers = reply.headers().with(HeaderEdits.NONE.remove("server"));
                  return new ChatReply(200, headers, reply.edits(), reply.body());
                })
            .play(
                BUFFERED,
                NONE,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody(Rig.SUMS, true),
                responseHeaders("200", "application/json", "server", "vllm"));

    assertThat(
            proxy
                .answers()
                .getLast()
                .getResponseHeaders()
                .getResponse()
                .getHeaderMutation()
                .getRemoveHeadersList())
        .containsExactly("server");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL"})
  void eventsOfEnvoyAreAskedForOneByOne(BodySendMode mode) {
    for (var request : List.of(NONE, BUFFERED, BodySendMode.BUFFERED_PARTIAL, STREAMED)) {
      var head = headAnswer(request, mode, responseHeaders("200", "text/event-stream"));
      assertThat(head.getModeOverride().getRequestBodyMode()).isEqualTo(request);
      assertThat(head.getModeOverride().getResponseBodyMode()).isEqualTo(STREAMED);
      // What was not shown passes, and keeps its length.
      assertThat(head.getResponseHeaders().getResponse().getHeaderMutation().getRemoveHeadersList())
          .isEqualTo(request == NONE ? List.of() : List.of("content-length"));
    }
  }

  @Test
  void envoyIsNotAskedForWhatItIgnores() {
    var events = responseHeaders("200", "text/event-stream");
    for (var pair :
        List.of(
            List.of(DUPLEX, BUFFERED),
            List.of(BUFFERED, DUPLEX),
            List.of(BUFFERED, STREAMED),
            List.of(BUFFERED, NONE))) {
      assertThat(headAnswer(pair.get(0), pair.get(1), events).hasModeOverride()).isFalse();
    }
    assertThat(headAnswer(BUFFERED, BUFFERED, responseHeaders("200", "text/plain")))
        .matches(answer -> !answer.hasModeOverride());
    assertThat(headAnswer(BUFFERED, BUFFERED, endOfResponse(events)))
        .matches(answer -> !answer.hasModeOverride());
  }

  @Test
  void agentgatewayIsAskedForFullDuplex() {
    var events = agentgateway(responseHeaders("200", "text/event-stream"));
    for (var request : List.of(BUFFERED, DUPLEX)) {
      var proxy =
          new Rig()
              .play(
                  request,
                  BUFFERED,
                  requestHeaders("POST", "/v1/chat/completions"),
                  requestBody(Rig.SUMS, true),
                  events,
                  responseBody("data: 1\n\n", false),
                  responseBody("data: [DONE]\n\n", false),
                  responseBody("", true));

      var head = answerToHead(proxy);
      assertThat(head.getModeOverride().getRequestBodyMode()).isEqualTo(request);
      assertThat(head.getModeOverride().getResponseBodyMode()).isEqualTo(DUPLEX);
      assertThat(downstream(proxy, DUPLEX)).isEqualTo("data: 1\n\ndata: [DONE]\n\n");
      for (var mode : List.of(DUPLEX, BodySendMode.BUFFERED_PARTIAL)) {
        assertThat(headAnswer(request, mode, events).hasModeOverride()).isFalse();
      }
    }
  }

  /** Whether agentgateway took the override cannot be seen; either way it needs the body's end. */
  @Test
  void trailersBehindOverriddenEventsAreAnsweredWithTheEnd() {
    for (var path : List.of("/v1/chat/completions", "/elsewhere")) {
      var proxy =
          new Rig()
              .playFreely(
                  BUFFERED,
                  BUFFERED,
                  requestHeaders("POST", path),
                  requestBody(Rig.SUMS, true),
                  agentgateway(responseHeaders("200", "text/event-stream")),
                  responseBody("data: 1\n\n", false),
                  responseTrailers());

      var end = proxy.answers().getLast().getResponseBody().getResponse().getBodyMutation();
      assertThat(end.getStreamedResponse().getEndOfStream()).isTrue();
      assertThat(downstream(proxy, DUPLEX)).isEqualTo("data: 1\n\n");
      assertThat(proxy.answers()).noneMatch(ProcessingResponse::hasResponseTrailers);
    }
  }

  /** The path has left with the headers, and was not shown at all. */
  @Test
  void requestIsNotTranslatedForAPathThatCannotBeChanged() {
    var asked = Rig.SUMS.replace("\"auto\"", "\"base-model\",\"max_tokens\":9,\"system\":\"s\"");
    var left =
        new Rig()
            .play(
                STREAMED,
                BUFFERED,
                requestHeaders("POST", "/v1/messages"),
                requestBody(asked, true));
    var hidden = new Rig().play(BUFFERED, BUFFERED, requestBody(asked, true));

    for (var proxy : List.of(left, hidden)) {
      var refused = proxy.answers().getLast().getImmediateResponse();
      assertThat(refused.getStatus().getCode()).isEqualTo(500);
      assertThat(refused.getBody().toStringUtf8()).contains("from anthropic to openai");
    }
  }

  /** Headers skipped, body NONE, trailers shown. */
  @Test
  void trailersThatAreAllOfAReplyAreAnswered() {
    var rig = new Rig();
    var proxy = rig.play(BUFFERED, NONE, exchangeShowing(responseTrailers()));

    assertThat(proxy.answers().getLast().hasResponseTrailers()).isTrue();
    assertThat(rig.endings).containsExactly("math_decision 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/elsewhere", "/v1/responses/r1/cancel"})
  void eventsThatPassUntouchedStreamToo(String path) {
    for (var request : List.of(BUFFERED, STREAMED)) {
      var proxy =
          new Rig()
              .play(
                  request,
                  BUFFERED,
                  requestHeaders("POST", path),
                  requestBody("{}", true),
                  responseHeaders("200", "text/event-stream"),
                  responseBody("data: 1\n\n", false),
                  responseBody("", true));

      assertThat(answerToHead(proxy).getModeOverride().getResponseBodyMode()).isEqualTo(STREAMED);
      assertThat(downstream(proxy, STREAMED)).isEqualTo("data: 1\n\n");
    }
  }

  @Test
  void overrideThatAgentgatewayIgnoresIsAnsweredInTheSameForm() {
    var proxy =
        new Rig()
            .play(
                BUFFERED,
                BUFFERED,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody(Rig.SUMS, true),
                agentgateway(responseHeaders("200", "text/event-stream")),
                responseBody("data: 1\n\ndata: [DONE]\n\n", true));

    assertThat(proxy.answers()).hasSize(4);
    assertThat(
            proxy
                .answers()
                .getLast()
                .getResponseBody()
                .getResponse()
                .getBodyMutation()
                .getStreamedResponse()
                .getEndOfStream())
        .isTrue();
  }

  @Test
  void oneChunkMayBecomeNoneOrMany() {
    var rig =
        Rig.with((request, next) -> {
          var reply = next.proceed(request);
          return reply.withBody(new EverySecondTwice(reply.body()));
        });
    for (var mode : List.of(STREAMED, DUPLEX)) {
      var messages = new ArrayList<ProcessingRequest>();
      for (int i = 0; i < 6; i++) {
        messages.add(responseBody("data: " + i + "\n\n", false));
      }
      messages.add(responseBody("", true));
      var proxy = rig.play(BUFFERED, mode, exchange("text/event-stream", messages));

      assertThat(downstream(proxy, mode))
          .isEqualTo("data: 1\n\ndata: 1\n\ndata: 3\n\ndata: 3\n\ndata: 5\n\ndata: 5\n\n");
      if (mode == STREAMED) {
        assertThat(proxy.answers().subList(3, 10)).allMatch(ProcessingResponse::hasResponseBody);
        assertThat(proxy.answers()).hasSize(10);
      }
    }
  }

  /** Drops every odd chunk and gives every even one twice, in two pieces. */
  private static final class EverySecondTwice implements ReplyBody {
    private final ReplyBody body;
    private byte @Nullable [] again;

    EverySecondTwice(ReplyBody body) {
      this.body = body;
    }

    @Override
    public byte @Nullable [] next() {
      if (again != null) {
        var piece = again;
        again = null;
        return piece;
      }
      if (body.next() == null) {
        return null;
      }
      again = body.next();
      return again;
    }

    @Override
    public void close() {
      body.close();
    }
  }

  @Test
  void eventLeavesBeforeTheNextIsAskedFor() {
    for (var mode : List.of(BUFFERED, STREAMED, DUPLEX)) {
      var log =
          new Rig()
              .play(
                  BUFFERED,
                  mode,
                  exchange(
                      "text/event-stream",
                      List.of(
                          responseBody("data: 1\n\n", false), responseBody("data: 2\n\n", true))))
              .log();
      int second = log.indexOf(responseBody("data: 2\n\n", true));
      assertThat(log.get(second - 1)).isInstanceOf(ProcessingResponse.class);
      assertThat(((ProcessingResponse) log.get(second - 1)).hasResponseBody()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = BodySendMode.class,
      names = {"UNRECOGNIZED", "NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void failuresOfTheProviderPassUntouched(BodySendMode mode) {
    for (var status :
        List.of("400", "408", "418", "429", "451", "499", "500", "503", "504", "529")) {
      var error = "{\"error\":{\"message\":\"no\"}}";
      var proxy =
          new Rig()
              .play(
                  BUFFERED,
                  mode,
                  requestHeaders("POST", "/v1/chat/completions"),
                  requestBody(Rig.SUMS, true),
                  responseHeaders(status, "application/json", "retry-after", "7"),
                  responseBody(error, true));

      assertThat(downstream(proxy, mode)).isEqualTo(error);
      var mutation = answerToHead(proxy).getResponseHeaders().getResponse().getHeaderMutation();
      assertThat(set(mutation)).containsOnlyKeys("x-vsr-schema-version", "x-vsr-response-path");
      assertThat(mutation.getRemoveHeadersList()).isEmpty();
    }
  }

  @Test
  void replyThatTheProxyBreaksOffEndsTheCallOnce() {
    var rig = new Rig();
    rig.play(BUFFERED, STREAMED, exchange(List.of(responseBody("{\"id", false))));

    assertThat(rig.endings).containsExactly("math_decision 200");
    assertThat(rig.failures).isEmpty();
  }

  @Test
  void finallyBlocksRunWhenNoReplyIsShown() {
    var released = new AtomicBoolean();
    var rig =
        Rig.with((request, next) -> {
          try {
            return next.proceed(request);
          } finally {
            released.set(true);
          }
        });
    rig.play(
        BUFFERED,
        NONE,
        requestHeaders("POST", "/v1/chat/completions"),
        requestBody(Rig.SUMS, true));

    assertThat(released).isTrue();
    assertThat(rig.endings).containsExactly("math_decision 0");
    assertThat(rig.failures).isEmpty();
  }

  private static ProcessingResponse headAnswer(
      BodySendMode request, BodySendMode response, ProcessingRequest head) {
    return answerToHead(
        new Rig()
            .play(
                request,
                response,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody(Rig.SUMS, true),
                head));
  }

  private static ProcessingResponse answerToHead(ScriptedProxy proxy) {
    return proxy.answers().stream()
        .filter(ProcessingResponse::hasResponseHeaders)
        .findFirst()
        .orElseThrow();
  }

  private static ProcessingRequest endOfResponse(ProcessingRequest headers) {
    return headers.toBuilder()
        .setResponseHeaders(headers.getResponseHeaders().toBuilder().setEndOfStream(true))
        .build();
  }

  private static ProcessingRequest[] exchangeShowing(ProcessingRequest reply) {
    return new ProcessingRequest[] {
      requestHeaders("POST", "/v1/chat/completions"), requestBody(Rig.SUMS, true), reply
    };
  }

  private static ProcessingRequest[] exchange(List<ProcessingRequest> reply) {
    return exchange("application/json", reply);
  }

  private static ProcessingRequest[] exchange(String type, List<ProcessingRequest> reply) {
    var messages = new ArrayList<ProcessingRequest>();
    messages.add(requestHeaders("POST", "/v1/chat/completions"));
    messages.add(requestBody(Rig.SUMS, true));
    messages.add(responseHeaders("200", type));
    messages.addAll(reply);
    return messages.toArray(ProcessingRequest[]::new);
  }
}
