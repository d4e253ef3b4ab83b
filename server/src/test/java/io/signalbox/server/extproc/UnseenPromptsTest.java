package io.signalbox.server.extproc;

import static io.signalbox.server.extproc.Messages.endOfStream;
import static io.signalbox.server.extproc.Messages.requestBody;
import static io.signalbox.server.extproc.Messages.requestHeaders;
import static io.signalbox.server.extproc.Messages.responseBody;
import static io.signalbox.server.extproc.Messages.responseHeaders;
import static io.signalbox.server.extproc.Messages.set;
import static io.signalbox.server.extproc.Messages.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.extproc.wire.HeaderMutation;
import io.signalbox.extproc.wire.ImmediateResponse;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.extproc.wire.ProtocolConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenPromptsTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String CUT =
      "{\"model\":\"math-expert\",\"messages\":[{\"role\":\"user\",\"content\":\"the deriv";

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GRPC"})
  void bodyThatIsNotShownIsBlockedWhereASignalGuards(BodySendMode mode) {
    var rig = Rig.guarded();
    var proxy = rig.play(mode, BodySendMode.NONE, requestHeaders("POST", PATH));

    var blocked = only(proxy);
    assertThat(blocked.getStatus().getCode()).isEqualTo(403);
    assertThat(blocked.getBody().toStringUtf8())
        .contains("request_body_mode " + mode, "expected: BUFFERED", "permission_error");
    assertThat(set(blocked.getHeaders()))
        .containsEntry("x-vsr-response-path", "blocked")
        .containsEntry("content-type", "application/json");
    assertThat(rig.unseen).containsExactly("request_body_mode " + mode);
    assertThat(rig.failures).containsExactly("null BLOCKED");
  }

  @Test
  void modeOfTheFutureIsBlockedToo() {
    var unknown =
        requestHeaders("POST", PATH).toBuilder()
            .setProtocolConfig(
                ProtocolConfiguration.newBuilder()
                    .setRequestBodyModeValue(17)
                    .setResponseBodyModeValue(18))
            .build();
    var blocked = only(Rig.guarded().play(List.of(unknown)));
    var routed =
        new Rig()
            .play(
                List.of(
                    unknown,
                    requestBody("x", false),
                    requestBody("", true),
                    responseHeaders("200", "text/plain"),
                    responseBody("y", true)));

    assertThat(blocked.getStatus().getCode()).isEqualTo(403);
    assertThat(routed.answers()).hasSize(5);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GRPC"})
  void bodyThatIsNotShownGoesToTheDefaultModel(BodySendMode mode) {
    var rig = new Rig();
    var proxy =
        rig.play(
            mode,
            BodySendMode.NONE,
            requestHeaders("POST", PATH, "x-selected-model", "spoofed"),
            responseHeaders("200", "application/json"));

    var answer = proxy.answers().getFirst().getRequestHeaders().getResponse();
    assertThat(set(answer.getHeaderMutation())).containsEntry("x-selected-model", "base-model");
    assertThat(answer.getClearRouteCache()).isTrue();
    assertThat(rig.unseen).containsExactly("request_body_mode " + mode);
  }

  @Test
  void bodyThatIsNotShownGetsTheKeyOfTheDefaultModelsBackend() {
    var keyed =
        TestRouter.CONFIG.replace(
            "endpoint: \"127.0.0.1:8000\"", "endpoint: \"127.0.0.1:8000\", api_key: sesame");
    var proxy =
        new Rig(keyed)
            .play(
                BodySendMode.NONE,
                BodySendMode.NONE,
                requestHeaders("POST", PATH, "authorization", "Bearer mine"));

    var answer = proxy.answers().getFirst().getRequestHeaders().getResponse();
    assertThat(set(answer.getHeaderMutation())).containsEntry("authorization", "Bearer sesame");
  }

  @Test
  void bodyThatIsNotShownNeedsAKeyWhereOneIsRequired() {
    var required =
        TestRouter.CONFIG
            + "  services: {authz: {providers: [{type: header-injection}], fail_open: false}}\n";
    var proxy =
        new Rig(required).play(BodySendMode.NONE, BodySendMode.NONE, requestHeaders("POST", PATH));

    assertThat(only(proxy).getStatus().getCode()).isEqualTo(401);
  }

  @Test
  void withoutADefaultModelNothingPasses() {
    var rig = new Rig(TestRouter.CONFIG.replace("    default_model: base-model\n", ""));
    var proxy = rig.play(BodySendMode.NONE, BodySendMode.NONE, requestHeaders("POST", PATH));

    assertThat(only(proxy).getStatus().getCode()).isEqualTo(400);
    assertThat(only(proxy).getBody().toStringUtf8()).contains("no default model is configured");
  }

  @Test
  void passedOnMeansUntouched() {
    var rig = word("pass");
    var proxy =
        rig.play(
            BodySendMode.NONE,
            BodySendMode.NONE,
            requestHeaders("POST", PATH),
            responseHeaders("200", "application/json"));

    var mutation = proxy.answers().getFirst().getRequestHeaders().getResponse().getHeaderMutation();
    assertThat(mutation.getSetHeadersList()).isEmpty();
    assertThat(mutation.getRemoveHeadersList()).allMatch(name -> name.startsWith("x-vsr-"));
    assertThat(rig.unseen).hasSize(1);
  }

  @Test
  void cutBodyIsBlocked() {
    var rig = word("block");
    var proxy =
        rig.play(
            BodySendMode.BUFFERED_PARTIAL,
            BodySendMode.NONE,
            requestHeaders("POST", PATH),
            requestBody(CUT, false));

    var blocked = proxy.answers().getLast().getImmediateResponse();
    assertThat(blocked.getStatus().getCode()).isEqualTo(413);
    assertThat(blocked.getBody().toStringUtf8()).contains("BUFFERED_PARTIAL");
    assertThat(set(blocked.getHeaders())).containsEntry("x-vsr-response-path", "blocked");
    assertThat(rig.unseen).containsExactly("request_body_mode BUFFERED_PARTIAL, body cut");
  }

  @Test
  void cutBodyNamesTheDefaultModelInWhatIsSeen() {
    var proxy =
        new Rig()
            .play(
                BodySendMode.BUFFERED_PARTIAL,
                BodySendMode.NONE,
                requestHeaders("POST", PATH),
                requestBody(CUT, false),
                responseHeaders("200", "application/json"));

    assertThat(upstream(proxy, BodySendMode.BUFFERED_PARTIAL))
        .isEqualTo(CUT.replace("math-expert", "base-model"));
    var mutation = headersOfBodyAnswer(proxy);
    assertThat(set(mutation))
        .containsEntry("x-selected-model", "base-model")
        .doesNotContainKey("content-length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"messages\":[\"model\",{\"model\":\"x\"", "{\"model\":\"au", "{", "x"})
  void cutBodyWhoseModelIsNotSeenIsBlocked(String beginning) {
    var proxy =
        new Rig()
            .play(
                BodySendMode.BUFFERED_PARTIAL,
                BodySendMode.NONE,
                requestHeaders("POST", PATH),
                requestBody(beginning, false));

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(413);
  }

  @Test
  void cutBodyMayPass() {
    var proxy =
        word("pass")
            .play(
                BodySendMode.BUFFERED_PARTIAL,
                BodySendMode.NONE,
                requestHeaders("POST", PATH),
                requestBody(CUT, false));

    assertThat(upstream(proxy, BodySendMode.BUFFERED_PARTIAL)).isEqualTo(CUT);
  }

  @Test
  void announcedLengthTellsAWholeBodyFromACutOne() {
    var padded = Rig.SUMS + " ".repeat(50);
    var proxy =
        word("block")
            .play(
                BodySendMode.BUFFERED_PARTIAL,
                BodySendMode.NONE,
                requestHeaders("POST", PATH, "content-length", "" + (padded.length() + 1)),
                requestBody(padded, false));

    assertThat(proxy.answers().getLast().getImmediateResponse().getStatus().getCode())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "BUFFERED, block, 403",
    "BUFFERED_PARTIAL, block, 403",
    "STREAMED, block, 403",
    "FULL_DUPLEX_STREAMED, block, 403",
    "GRPC, block, 403",
    "GRPC, default_model, 403"
  })
  void bodyOfNoKnownProtocolWithoutAPathIsBlocked(BodySendMode mode, String word, int status) {
    var rig = word(word);
    var proxy = rig.play(mode, BodySendMode.NONE, requestBody("{\"input\":\"secret\"}", true));

    assertThat(only(proxy).getStatus().getCode()).isEqualTo(status);
    assertThat(rig.unseen).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"BUFFERED", "BUFFERED_PARTIAL", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void bodyOfNoKnownProtocolNamesTheDefaultModelIfItNamesAny(BodySendMode mode) {
    var named =
        new Rig().play(mode, BodySendMode.NONE, requestBody("{\"model\":\"x\",\"query\":1}", true));
    var unnamed = new Rig().play(mode, BodySendMode.NONE, requestBody("{\"query\":1}", true));
    var passed = word("pass").play(mode, BodySendMode.NONE, requestBody("hello", true));

    assertThat(upstream(named, mode)).isEqualTo("{\"model\":\"base-model\",\"query\":1}");
    assertThat(upstream(unnamed, mode)).isEqualTo("{\"query\":1}");
    assertThat(upstream(passed, mode)).isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "BUFFERED", "STREAMED", "FULL_DUPLEX_STREAMED"})
  void successOfARequestThatWasNotShownIsWithheld(BodySendMode response) {
    var rig = Rig.guarded();
    var proxy = rig.play(BodySendMode.NONE, response, responseHeaders("200", "application/json"));

    assertThat(only(proxy).getStatus().getCode()).isEqualTo(403);
    assertThat(rig.unseen).containsExactly("request_header_mode SKIP, request_body_mode NONE");
  }

  @Test
  void requestOfWhichOnlyTrailersAreShownIsBlocked() {
    var rig = Rig.guarded();
    var request = rig.play(BodySendMode.NONE, BodySendMode.NONE, Messages.requestTrailers());
    var passed = new Rig().play(BodySendMode.NONE, BodySendMode.NONE, Messages.requestTrailers());

    assertThat(only(request).getStatus().getCode()).isEqualTo(403);
    assertThat(rig.unseen).containsExactly("request_header_mode SKIP, request_body_mode NONE");
    assertThat(passed.answers()).hasSize(1);
    assertThat(passed.answers().getFirst().hasRequestTrailers()).isTrue();
  }

  @Test
  void failureOfARequestThatWasNotShownPasses() {
    var proxy =
        Rig.guarded()
            .play(BodySendMode.NONE, BodySendMode.NONE, responseHeaders("503", "text/plain"));

    assertThat(proxy.answers()).hasSize(1);
    assertThat(proxy.answers().getFirst().hasResponseHeaders()).isTrue();
  }

  @Test
  void replyOfAnEarlierFilterPasses() {
    var rig = Rig.guarded();
    var proxy =
        rig.play(
            BodySendMode.BUFFERED,
            BodySendMode.FULL_DUPLEX_STREAMED,
            responseHeaders("200", "text/plain"),
            responseBody("cached", true));

    assertThat(proxy.answers()).hasSize(2);
    assertThat(rig.unseen).isEmpty();
  }

  @Test
  void otherPathsPassWhateverTheModes() {
    var rig = Rig.guarded();
    var proxy =
        rig.play(
            BodySendMode.NONE,
            BodySendMode.NONE,
            requestHeaders("POST", "/upload"),
            responseHeaders("200", "text/plain"));
    var get =
        rig.play(
            BodySendMode.GRPC, BodySendMode.GRPC, endOfStream(requestHeaders("GET", "/health")));

    assertThat(proxy.answers()).hasSize(2);
    assertThat(get.answers()).hasSize(1);
    assertThat(rig.unseen).isEmpty();
  }

  @Test
  void grpcClientsReadTheirOwnStatus() {
    ProcessingRequest call = requestHeaders("POST", PATH, "content-type", "application/grpc");
    var blocked = only(Rig.guarded().play(BodySendMode.GRPC, BodySendMode.GRPC, call));

    assertThat(blocked.getGrpcStatus().getStatus()).isEqualTo(7);
  }

  private static HeaderMutation headersOfBodyAnswer(ScriptedProxy proxy) {
    return proxy.answers().get(1).getRequestBody().getResponse().getHeaderMutation();
  }

  private static Rig word(String word) {
    return new Rig(
        TestRouter.CONFIG.replace(
            "global:\n", "global:\n  router: {unseen_prompt: %s}\n".formatted(word)));
  }

  private static ImmediateResponse only(ScriptedProxy proxy) {
    assertThat(proxy.answers()).hasSize(1);
    return proxy.answers().getFirst().getImmediateResponse();
  }
}
