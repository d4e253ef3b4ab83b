package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.requestTrailers;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.set;
import static io.signalbox.server.extproc.Messages.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestModesTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String ROUTED =
      "{\"model\":\"math-expert\",\"messages\":[{\"role\":\"system\",\"content\":\"You are good at"
          + " sums.\"},{\"role\":\"user\",\"content\":\"the derivative of"
          + " x\"}],\"chat_template_kwargs\":{\"enable_thinking\":true}}";

  private final Rig rig = new Rig();

  /** How a streamed body may end. */
  enum End {
    ON_DATA,
    EMPTY_MESSAGE,
    TRAILERS_SHOWN,
    TRAILERS_HIDDEN,
    WHITESPACE_BEHIND
  }

  @ParameterizedTest
  @EnumSource
  void streamedBodyIsSwallowedAndSentWholeWithItsLastPiece(End end) {
    for (int cut = 1; cut < Rig.SUMS.length(); cut++) {
      var messages = new ArrayList<ProcessingRequest>();
      messages.add(requestHeaders("POST", PATH));
      messages.add(requestBody(Rig.SUMS.substring(0, cut), false));
      messages.add(requestBody(Rig.SUMS.substring(cut), end == End.ON_DATA));
      switch (end) {
        case EMPTY_MESSAGE -> messages.add(requestBody("", true));
        case TRAILERS_SHOWN -> messages.add(requestTrailers());
        case WHITESPACE_BEHIND -> {
          messages.add(requestBody("\r\n ", false));
          messages.add(requestBody("", true));
        }
        case ON_DATA, TRAILERS_HIDDEN -> {}
      }
      messages.add(responseHeaders("200", "application/json"));
      var proxy = play(BodySendMode.STREAMED, messages);

      assertThat(upstream(proxy, BodySendMode.STREAMED)).isEqualTo(ROUTED);
      assertThat(proxy.answers().getFirst().hasRequestHeaders()).isTrue();
    }
  }

  @Test
  void streamedPieceIsAnsweredBeforeTheNextIsHere() {
    var proxy =
        play(
            BodySendMode.STREAMED,
            List.of(
                requestHeaders("POST", PATH),
                requestBody("{\"model\":", false),
                requestBody("\"auto\"", false)));

    assertThat(proxy.answers().subList(0, 3))
        .extracting(answer -> answer.getResponseCase().toString())
        .containsExactly("REQUEST_HEADERS", "REQUEST_BODY", "REQUEST_BODY");
    assertThat(proxy.answers().get(1).getRequestBody().getResponse().getBodyMutation())
        .matches(body -> body.getClearBody());
  }

  @Test
  void streamedHeadersLoseWhatClientsMustNotSet() {
    var proxy =
        play(
            BodySendMode.STREAMED,
            List.of(
                requestHeaders(
                    "POST", PATH, "x-selected-model", "spoofed", "x-vsr-looper-request", "1"),
                requestBody(Rig.SUMS, true)));

    var head = proxy.answers().getFirst().getRequestHeaders().getResponse();
    assertThat(head.getHeaderMutation().getRemoveHeadersList())
        .contains("x-selected-model", "x-vsr-looper-request");
    assertThat(set(head.getHeaderMutation())).containsEntry("accept-encoding", "identity");
    assertThat(head.getClearRouteCache()).isTrue();
  }

  @Test
  void streamedBodyThatIsNotChangedIsStillSentWhole() {
    var body = Rig.SUMS.replace("auto", "base-model");
    var proxy =
        play(
            BodySendMode.STREAMED,
            List.of(
                requestHeaders("POST", PATH),
                requestBody(body.substring(0, 9), false),
                requestBody(body.substring(9), true)));

    assertThat(upstream(proxy, BodySendMode.STREAMED)).isEqualTo(body);
  }

  @Test
  void announcedLengthEndsAStreamedBody() {
    var length = Integer.toString(Rig.SUMS.length() + 2);
    var proxy =
        play(
            BodySendMode.STREAMED,
            List.of(
                requestHeaders("POST", PATH, "content-length", length),
                requestBody(Rig.SUMS, false),
                requestBody("\r\n", false),
                responseHeaders("200", "application/json")));

    assertThat(upstream(proxy, BodySendMode.STREAMED)).isEqualTo(ROUTED + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", "{\"messages\":[]}", "\u0000"})
  void whatFollowsAStreamedBodyMustBeBlank(String behind) {
    var proxy =
        play(
            BodySendMode.STREAMED,
            List.of(
                requestHeaders("POST", PATH),
                requestBody(Rig.SUMS, false),
                requestBody(behind, true)));

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "[1]", "{\"model\":", "{}", "", " ", "\u00ef"})
  void badStreamedBodyIsRefused(String body) {
    for (var last : List.of(requestBody("", true), requestTrailers())) {
      var proxy =
          play(
              BodySendMode.STREAMED,
              List.of(requestHeaders("POST", PATH), requestBody(body, false), last));

      assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
          .isEqualTo(400);
    }
  }

  @Test
  void streamedBodyOverTheLimitIsRefusedBeforeItsEnd() {
    var messages = new ArrayList<ProcessingRequest>();
    messages.add(requestHeaders("POST", PATH));
    messages.add(requestBody("{\"pad\":\"", false));
    for (int i = 0; i < 11; i++) {
      messages.add(requestBody("x".repeat(1 << 20), false));
    }
    var proxy = play(BodySendMode.STREAMED, messages);

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(413);
  }

  @Test
  void streamedRequestThatTheBackendAnswersEarlyLetsNothingMoreThrough() {
    var proxy =
        play(
            BodySendMode.STREAMED,
            List.of(
                requestHeaders("POST", PATH),
                requestBody("{\"model\":\"auto\",", false),
                responseHeaders("403", "text/plain"),
                responseBody("no", true),
                requestBody("\"messages\":[]}", true)));

    assertThat(proxy.answers().get(2).hasResponseHeaders()).isTrue();
    assertThat(upstream(proxy, BodySendMode.STREAMED)).isEmpty();
    assertThat(rig.failures).containsExactly("null CANCELLED");
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL"})
  void bufferedBodyNeedsNoMark(BodySendMode mode) {
    for (boolean marked : new boolean[] {true, false}) {
      for (var behind : List.of(requestTrailers(), requestBody("", true))) {
        var proxy =
            play(
                mode,
                List.of(
                    requestHeaders("POST", PATH),
                    requestBody(Rig.SUMS, marked),
                    behind,
                    responseHeaders("200", "application/json")));

        assertThat(upstream(proxy, mode)).isEqualTo(ROUTED);
        assertThat(set(proxy.answers().get(1).getRequestBody().getResponse().getHeaderMutation()))
            .containsEntry("x-selected-model", "math-expert")
            .doesNotContainKey("content-length");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void bodyWithoutHeadersIsRoutedByItsContent(BodySendMode mode) {
    var proxy =
        play(mode, List.of(requestBody(Rig.SUMS, true), responseHeaders("200", "text/plain")));

    assertThat(upstream(proxy, mode)).isEqualTo(ROUTED);
    assertThat(proxy.answers().getFirst().getRequestBody().getResponse().hasHeaderMutation())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void requestThatBreaksOffIsNotSentOn(BodySendMode mode) {
    var proxy =
        play(
            mode,
            mode == BodySendMode.STREAMED || mode == BodySendMode.FULL_DUPLEX_STREAMED
                ? List.of(requestHeaders("POST", PATH), requestBody("{\"model\"", false))
                : List.of(requestHeaders("POST", PATH)));

    assertThat(upstream(proxy, mode)).isEmpty();
    assertThat(rig.failures).containsExactly("null CANCELLED");
  }

  static List<BodySendMode[]> pairs() {
    var pairs = new ArrayList<BodySendMode[]>();
    for (var request : BodySendMode.values()) {
      for (var response : BodySendMode.values()) {
        if (request != BodySendMode.UNRECOGNIZED && response != BodySendMode.UNRECOGNIZED) {
          pairs.add(new BodySendMode[] {request, response});
        }
      }
    }
    return pairs;
  }

  /** Whatever comes in whatever order: every message has its answer, and nothing passes unseen. */
  @ParameterizedTest
  @MethodSource("pairs")
  void messagesOutOfOrderAreAnsweredToo(BodySendMode request, BodySendMode response) {
    long seed = request.getNumber() * 10L + response.getNumber();
    var random = new Random(seed);
    var guarded = Rig.guarded();
    var kinds =
        List.of(
            requestHeaders("POST", PATH),
            requestBody(Rig.SUMS, true),
            requestBody(Rig.SUMS.substring(0, 20), false),
            requestBody("", true),
            requestTrailers(),
            responseHeaders("200", "application/json"),
            responseHeaders("200", "text/event-stream"),
            responseBody("{}", true),
            responseBody("data: 1\n\n", false),
            responseBody("", true),
            ProcessingRequest.getDefaultInstance());
    for (int round = 0; round < 300; round++) {
      var messages = new ArrayList<ProcessingRequest>();
      int length = 1 + random.nextInt(7);
      for (int i = 0; i < length; i++) {
        messages.add(kinds.get(random.nextInt(kinds.size())));
      }
      var proxy = guarded.playFreely(request, response, messages.toArray(ProcessingRequest[]::new));
      assertThat(upstream(proxy, request))
          .as("seed %d round %d", seed, round)
          .doesNotContain("auto");
    }
  }

  @Test
  void decisionDoesNotDependOnTheMode() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      var text = random.nextBoolean() ? "derivative \\u00e9 \u20ac" : "plain {[\\\"";
      var body = Rig.SUMS.replace("the derivative of x", text) + " ".repeat(random.nextInt(3));
      var bytes = body.getBytes(UTF_8);
      String expected = null;
      for (var mode :
          List.of(
              BodySendMode.BUFFERED,
              BodySendMode.BUFFERED_PARTIAL,
              BodySendMode.STREAMED,
              BodySendMode.FULL_DUPLEX_STREAMED)) {
        boolean pieces = mode == BodySendMode.STREAMED || mode == BodySendMode.FULL_DUPLEX_STREAMED;
        var messages = new ArrayList<ProcessingRequest>();
        messages.add(
            requestHeaders("POST", PATH, "content-length", Integer.toString(bytes.length)));
        messages.addAll(pieces ? split(bytes, random) : List.of(requestBody(body, true)));
        var sent = upstream(play(mode, messages), mode);
        assertThat(sent).isEqualTo(expected == null ? sent : expected).isNotEmpty();
        expected = sent;
      }
    }
  }

  private static List<ProcessingRequest> split(byte[] bytes, Random random) {
    var pieces = new ArrayList<ProcessingRequest>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(30));
      var piece = ByteString.copyFrom(Arrays.copyOfRange(bytes, from, to));
      pieces.add(requestBody(piece, to == bytes.length));
      from = to;
    }
    return pieces;
  }

  private ScriptedProxy play(BodySendMode mode, List<ProcessingRequest> messages) {
    return rig.play(mode, BodySendMode.NONE, messages.toArray(ProcessingRequest[]::new));
  }
}
