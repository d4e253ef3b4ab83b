package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.configured;
import static io.signalbox.server.extproc.Messages.endOfStream;
import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.requestTrailers;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.set;
import static io.signalbox.server.extproc.Messages.streamed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Call;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProcessingResponse;
import io.signalbox.plugin.Routed;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoySessionTest {
  private static final String SUMS =
      "{ \"zeta\" : 12345678901234567890123, \"model\": \"auto\", \"messages\":"
          + "[{\"role\":\"user\",\"content\":\"the derivative \\u00e9 of x\"}],\"x\":{\"a\":[1.0]} }";
  private static final String SUMS_ROUTED =
      "{ \"zeta\" : 12345678901234567890123, \"model\": \"math-expert\", \"messages\":"
          + "[{\"role\":\"system\",\"content\":\"You are good at sums.\"},"
          + "{\"role\":\"user\",\"content\":\"the derivative \\u00e9 of x\"}],\"x\":{\"a\":[1.0]},"
          + "\"chat_template_kwargs\":{\"enable_thinking\":true} }";

  private final List<String> unseen = new ArrayList<>();
  private final List<String> endings = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  @Test
  void bufferedRequestIsRoutedInItsBodyAnswer() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.BUFFERED,
            requestHeaders(
                "POST",
                "/v1/chat/completions",
                "content-length",
                Integer.toString(SUMS.getBytes(UTF_8).length)),
            requestBody(SUMS, true),
            responseHeaders("200", "application/json"),
            responseBody("{}", true));

    var answer = proxy.answers().get(1).getRequestBody().getResponse();
    assertThat(answer.getBodyMutation().getBody().toStringUtf8()).isEqualTo(SUMS_ROUTED);
    assertThat(answer.getClearRouteCache()).isTrue();
    assertThat(set(answer.getHeaderMutation()))
        .containsEntry("content-length", Integer.toString(SUMS_ROUTED.getBytes(UTF_8).length))
        .containsEntry("x-selected-model", "math-expert")
        .containsEntry("accept-encoding", "identity");
    assertThat(proxy.answers().get(3).getResponseBody().getResponse().hasBodyMutation()).isFalse();
  }

  @Test
  void duplexRequestIsHeldUntilItsEndAndSentBackWhole() {
    var bytes = SUMS.getBytes(UTF_8);
    var messages = new ArrayList<ProcessingRequest>();
    messages.add(requestHeaders("POST", "/v1/chat/completions"));
    for (byte one : bytes) {
      messages.add(requestBody(ByteString.copyFrom(new byte[] {one}), false));
    }
    messages.add(requestBody("", true));
    var proxy =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            BodySendMode.NONE,
            messages.toArray(ProcessingRequest[]::new));

    assertThat(proxy.answers().getFirst().hasRequestHeaders()).isTrue();
    assertThat(
            set(proxy.answers().getFirst().getRequestHeaders().getResponse().getHeaderMutation()))
        .containsEntry("x-selected-model", "math-expert");
    assertThat(streamed(proxy)).isEqualTo(SUMS_ROUTED);
  }

  @Test
  void duplexRequestThatEndsWithTrailersIsAnsweredWithTrailers() {
    var proxy =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, false),
            requestTrailers());

    assertThat(streamed(proxy)).isEqualTo(SUMS_ROUTED);
    assertThat(proxy.answers().getLast().hasRequestTrailers()).isTrue();
    assertThat(
            proxy
                .answers()
                .get(1)
                .getRequestBody()
                .getResponse()
                .getBodyMutation()
                .getStreamedResponse()
                .getEndOfStream())
        .isFalse();
  }

  @Test
  void largeDuplexBodyLeavesInPieces() {
    var text = "derivative " + "x".repeat(200_000);
    var body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    var proxy =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(body, true));

    assertThat(proxy.answers().size()).isGreaterThan(4);
    assertThat(streamed(proxy)).contains(text).contains("math-expert");
  }

  @Test
  void replyHeadersTellTheDecision() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions", "x-vsr-debug", "true"),
            requestBody(SUMS, true),
            responseHeaders("200", "application/json"));

    assertThat(
            set(proxy.answers().getLast().getResponseHeaders().getResponse().getHeaderMutation()))
        .containsEntry("x-vsr-schema-version", "2")
        .containsEntry("x-vsr-response-path", "upstream")
        .containsEntry("x-vsr-selected-recipe", "default")
        .containsEntry("x-vsr-selected-decision", "math_decision")
        .containsEntry("x-vsr-selected-confidence", "1.0000")
        .containsEntry("x-vsr-selected-algorithm", "single")
        .containsEntry("x-vsr-selected-model", "math-expert")
        .containsEntry("x-vsr-selected-reasoning", "on")
        .containsEntry("x-vsr-injected-system-prompt", "true")
        .containsEntry("x-vsr-matched-keywords", "sums");
  }

  @Test
  void failedReplyTellsOnlyThePath() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true),
            responseHeaders("503", "application/json"));

    assertThat(
            set(proxy.answers().getLast().getResponseHeaders().getResponse().getHeaderMutation()))
        .containsOnlyKeys("x-vsr-schema-version", "x-vsr-response-path");
  }

  @Test
  void bufferedEventStreamAsksToBeStreamed() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.BUFFERED,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true),
            responseHeaders("200", "text/event-stream"),
            responseBody("data: 1\n\n", false),
            responseBody("data: [DONE]\n\n", true));

    var head = proxy.answers().get(2);
    assertThat(head.getModeOverride().getResponseBodyMode()).isEqualTo(BodySendMode.STREAMED);
    assertThat(head.getModeOverride().getRequestBodyMode()).isEqualTo(BodySendMode.BUFFERED);
    assertThat(head.getResponseHeaders().getResponse().getHeaderMutation().getRemoveHeadersList())
        .contains("content-length");
    assertThat(proxy.answers().subList(3, 5))
        .allMatch(answer -> !answer.getResponseBody().getResponse().hasBodyMutation());
  }

  @Test
  void duplexReplyIsEchoedPieceByPiece() {
    var proxy =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            BodySendMode.FULL_DUPLEX_STREAMED,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true),
            responseHeaders("200", "text/event-stream"),
            responseBody("data: 1\n\n", false),
            responseBody("data: 2\n\n", false),
            responseBody("", true));

    var pieces = proxy.answers().subList(3, 6);
    assertThat(pieces)
        .extracting(piece ->
            piece
                .getResponseBody()
                .getResponse()
                .getBodyMutation()
                .getStreamedResponse()
                .getBody()
                .toStringUtf8())
        .containsExactly("data: 1\n\n", "data: 2\n\n", "");
  }

  @Test
  void concreteModelPassesUntouched() {
    var body = SUMS.replace("auto", "base-model");
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(body, true));

    var answer = proxy.answers().get(1).getRequestBody().getResponse();
    assertThat(answer.hasBodyMutation()).isFalse();
    assertThat(set(answer.getHeaderMutation()))
        .containsEntry("x-selected-model", "base-model")
        .doesNotContainKey("content-length");
  }

  @Test
  void unknownModelIsRefusedWithWhatExists() {
    var refused = refused(requestBody(SUMS.replace("auto", "nope"), true));

    assertThat(refused.getStatus().getCode()).isEqualTo(400);
    assertThat(refused.getBody().toStringUtf8())
        .contains("\\\"nope\\\" is not available")
        .contains("math-expert")
        .contains("\"code\":400");
    assertThat(set(refused.getHeaders()))
        .containsEntry("content-type", "application/json")
        .containsEntry("x-vsr-response-path", "error")
        .containsEntry("x-vsr-schema-version", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "hello",
        "[]",
        "\"text\"",
        "{}",
        "{\"model\":\"auto\"}",
        "{\"model\":\"auto\",\"messages\":[]}",
        "{\"model\":\"auto\",\"messages\":{}}",
        "{\"model\":\"auto\",\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"
      })
  void badBodyIsRefusedInEveryMode(String body) {
    var buffered = refused(requestBody(body, true));
    var duplex =
        play(
                BodySendMode.FULL_DUPLEX_STREAMED,
                BodySendMode.NONE,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody(body, true))
            .answers();

    assertThat(buffered.getStatus().getCode()).isEqualTo(400);
    assertThat(duplex).hasSize(1);
    assertThat(duplex.getFirst().getImmediateResponse().getStatus().getCode()).isEqualTo(400);
  }

  @Test
  void bodyOverTheLimitIsRefusedBeforeItsEnd() {
    var piece = "x".repeat(1 << 20);
    var messages = new ArrayList<ProcessingRequest>();
    messages.add(requestHeaders("POST", "/v1/chat/completions"));
    for (int i = 0; i < 11; i++) {
      messages.add(requestBody(piece, false));
    }
    var answers =
        play(
                BodySendMode.FULL_DUPLEX_STREAMED,
                BodySendMode.NONE,
                messages.toArray(ProcessingRequest[]::new))
            .answers();

    assertThat(answers).hasSize(1);
    assertThat(answers.getFirst().getImmediateResponse().getStatus().getCode()).isEqualTo(413);
  }

  @Test
  void announcedLengthOverTheLimitIsRefusedAtOnce() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions", "content-length", "11534336"));

    assertThat(proxy.answers()).hasSize(1);
    assertThat(proxy.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(413);
  }

  @Test
  void compressedRequestIsRefused() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions", "content-encoding", "gzip"));

    assertThat(proxy.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void otherMethodsAreRefusedWithTheRightOne(String method) {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            endOfStream(requestHeaders(method, "/v1/chat/completions")));

    var refused = proxy.answers().getFirst().getImmediateResponse();
    assertThat(refused.getStatus().getCode()).isEqualTo(405);
    assertThat(set(refused.getHeaders())).containsEntry("allow", "POST");
  }

  @Test
  void postWithoutABodyIsRefused() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            endOfStream(requestHeaders("POST", "/v1/chat/completions")));

    assertThat(proxy.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/images",
        "/v1",
        "/v1/responses/compact",
        "/v1/audio/speech",
        "/v1/messages/batches",
        "/v1/x?y=z"
      })
  void otherEndpointsDoNotExist(String path) {
    var proxy = play(BodySendMode.BUFFERED, BodySendMode.NONE, requestHeaders("POST", path));

    assertThat(proxy.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/responses/resp_1",
    "DELETE, /v1/responses/resp_1",
    "POST, /v1/responses/resp_1/cancel"
  })
  void storedResponsesPassUntouched(String method, String path) {
    var proxy = play(BodySendMode.BUFFERED, BodySendMode.NONE, requestHeaders(method, path));

    assertThat(proxy.answers())
        .singleElement()
        .satisfies(answer ->
            assertThat(answer.getRequestHeaders().getResponse().hasHeaderMutation()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions/",
        "/v1/chat/completions?x=1",
        "//v1/chat/completions",
        "/v1//chat/completions"
      })
  void spellingsOfThePathAreRoutedAlike(String path) {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", path),
            requestBody(SUMS, true));

    assertThat(
            proxy
                .answers()
                .get(1)
                .getRequestBody()
                .getResponse()
                .getBodyMutation()
                .getBody()
                .toStringUtf8())
        .isEqualTo(SUMS_ROUTED);
  }

  @Test
  void modelListIsAnsweredAtOnce() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            endOfStream(requestHeaders("GET", "/v1/models")));

    var list = proxy.answers().getFirst().getImmediateResponse();
    assertThat(list.getStatus().getCode()).isEqualTo(200);
    assertThat(list.getBody().toStringUtf8()).contains("\"id\":\"auto\"").contains("vllm-sr/auto");
  }

  @Test
  void requestWhoseBodyIsNotShownGoesToTheDefaultModelAndIsTold() {
    var proxy =
        play(
            BodySendMode.NONE,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            responseHeaders("200", "application/json"));

    assertThat(
            set(proxy.answers().getFirst().getRequestHeaders().getResponse().getHeaderMutation()))
        .containsEntry("x-selected-model", "base-model");
    assertThat(unseen).containsExactly("request_body_mode NONE");
  }

  @Test
  void bodyWithoutHeadersIsRoutedByItsContent() {
    var proxy = play(BodySendMode.BUFFERED, BodySendMode.NONE, requestBody(SUMS, true));

    assertThat(
            proxy
                .answers()
                .getFirst()
                .getRequestBody()
                .getResponse()
                .getBodyMutation()
                .getBody()
                .toStringUtf8())
        .isEqualTo(SUMS_ROUTED);
  }

  @Test
  void proxyThatAnsweredItsClientItselfIsNotHeldUp() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.BUFFERED,
            requestHeaders("POST", "/v1/chat/completions"),
            responseHeaders("413", "text/plain"),
            responseBody("too large", true));

    assertThat(proxy.answers()).hasSize(3);
    assertThat(proxy.answers().get(1).hasResponseHeaders()).isTrue();
    assertThat(proxy.answers().get(2).hasResponseBody()).isTrue();
  }

  @Test
  void secondRequestInAStreamIsRefused() {
    var proxy =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true));

    assertThat(proxy.answers()).hasSize(1);
    assertThat(proxy.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(400);
  }

  @Test
  void requestThatFollowsItsTrailersIsRefused() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestTrailers(),
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true));

    assertThat(proxy.answers()).hasSize(2);
    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(400);
  }

  @Test
  void bodyBehindItsEndIsNotAnsweredInPieces() {
    var proxy =
        play(
            BodySendMode.FULL_DUPLEX_STREAMED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true),
            requestBody("", true),
            responseHeaders("200", "application/json"));

    assertThat(streamed(proxy)).isEqualTo(SUMS_ROUTED);
    assertThat(proxy.answers().getLast().hasResponseHeaders()).isTrue();
  }

  @Test
  void streamThatSaysNothingDoesNotEndWell() {
    var proxy = new ScriptedProxy(List.of(), true);

    // error-closed.close-ok-headers: a clean end would let the request pass unseen.
    assertThatThrownBy(() -> run(proxy))
        .isInstanceOfSatisfying(
            RouterException.class,
            unheard -> assertThat(unheard.fault()).isEqualTo(Fault.SLOW_REQUEST));
    assertThat(proxy.log()).isEmpty();
  }

  @Test
  void requestThatStopsHalfwayIsRefused() {
    var proxy =
        new ScriptedProxy(
            configured(
                BodySendMode.FULL_DUPLEX_STREAMED,
                BodySendMode.NONE,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody("{\"model\":", false)),
            true);

    run(proxy);

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(408);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "BUFFERED", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void headersWithoutAPathDoNotLetTheirBodyPass(BodySendMode mode) {
    var proxy = new ScriptedProxy(configured(mode, BodySendMode.NONE, requestHeaders("POST", "")));

    run(proxy);

    assertThat(proxy.answers()).hasSize(1);
    assertThat(proxy.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(400);
  }

  @Test
  void unknownKindOpensNothing() {
    var unknown = ProcessingRequest.getDefaultInstance();
    var answered =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            unknown,
            unknown,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true));
    var silent = new ScriptedProxy(List.of(unknown), true);
    run(silent);

    assertThat(answered.answers()).hasSize(2);
    assertThat(silent.answers().getFirst().getImmediateResponse().getStatus().getCode())
        .isEqualTo(408);
  }

  /** A backend may answer early; the rest of the request is still not judged. */
  @Test
  void requestThatItsReplyOvertookIsNotLetGo() {
    var proxy =
        new ScriptedProxy(
            configured(
                BodySendMode.STREAMED,
                BodySendMode.NONE,
                requestHeaders("POST", "/v1/chat/completions"),
                requestBody("{\"model\":", false),
                responseHeaders("200", "application/json"),
                requestBody("\"auto\"", false)),
            true);

    assertThatThrownBy(() -> run(proxy)).isInstanceOf(RouterException.class);
    assertThat(proxy.answers().getLast().getRequestBody().getResponse().getBodyMutation())
        .matches(body -> body.getClearBody());
  }

  /** What would come later would not be looked at. */
  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void replyThatComesTooLateDoesNotPass(BodySendMode response) {
    var proxy = new ScriptedProxy(asking(response), true);

    run(proxy);

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(504);
    assertThat(failures).containsExactly("auto TIMEOUT");
  }

  @Test
  void replyThatNobodyWasToSeeMayComeLate() {
    var proxy = new ScriptedProxy(asking(BodySendMode.NONE), true);

    run(proxy);

    assertThat(proxy.answers()).noneMatch(ProcessingResponse::hasImmediateResponse);
    assertThat(failures).containsExactly("auto TIMEOUT");
  }

  private static List<ProcessingRequest> asking(BodySendMode response) {
    return configured(
        BodySendMode.BUFFERED,
        response,
        requestHeaders("POST", "/v1/chat/completions"),
        requestBody(SUMS, true));
  }

  @Test
  void proxyThatShowsNoReplyEndsTheCallQuietly() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            requestBody(SUMS, true));

    assertThat(proxy.answers()).hasSize(2);
    assertThat(endings).containsExactly("math_decision 0");
    assertThat(failures).isEmpty();
  }

  @Test
  void refusedCallIsToldOnce() {
    refused(requestBody(SUMS.replace("auto", "nope"), true));

    assertThat(failures).containsExactly("nope NO_MODEL");
    assertThat(endings).isEmpty();
  }

  @Test
  void internalHeadersOfTheClientAreTakenAway() {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders(
                "POST",
                "/v1/chat/completions",
                "x-vsr-looper-request",
                "true",
                "x-user-openai-key",
                "secret",
                "x-authz-user-id",
                "somebody",
                "x-selected-model",
                "mine"),
            requestBody(SUMS, true));

    assertThat(
            proxy
                .answers()
                .get(1)
                .getRequestBody()
                .getResponse()
                .getHeaderMutation()
                .getRemoveHeadersList())
        .contains("x-vsr-looper-request", "x-user-openai-key", "x-authz-user-id");
  }

  private ImmediateResponse refused(ProcessingRequest body) {
    var proxy =
        play(
            BodySendMode.BUFFERED,
            BodySendMode.NONE,
            requestHeaders("POST", "/v1/chat/completions"),
            body);
    return proxy.answers().getLast().getImmediateResponse();
  }

  private ScriptedProxy play(
      BodySendMode request, BodySendMode response, ProcessingRequest... messages) {
    var proxy = new ScriptedProxy(configured(request, response, messages));
    run(proxy);
    assertThat(ProxyRules.violations(new Modes(request, response), proxy.log())).isEmpty();
    return proxy;
  }

  private void run(ScriptedProxy proxy) {
    var events =
        new RouterEvents() {
          @Override
          public void unseen(Call call, String reason) {
            unseen.add(reason);
          }

          @Override
          public void finished(Routed routed, Ending ending) {
            endings.add(routed.decisionName() + " " + ending.status());
          }

          @Override
          public void failed(Call call, @Nullable String askedFor, RouterException error) {
            failures.add(askedFor + " " + error.fault());
          }
        };
    new EnvoySession(
            proxy,
            TestRouter.router(events),
            TestRouter.CATALOG,
            events,
            DoorLimits.STANDARD,
            new Budget(4096, 256 << 20))
        .run();
  }
}
