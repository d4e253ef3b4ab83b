package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.CommonResponse;
import io.signalbox.extproc.wire.CommonResponse.ResponseStatus;
import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingMode.HeaderSendMode;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.Golden.Event;
import io.signalbox.server.extproc.GoldenComparison.Arrived;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded HTTP exchange, led through our server as the proxy that recorded it would. */
class GoldenConversationTest {
  private static final Router ROUTER = TestRouter.router(RouterEvents.NONE);

  static Stream<Golden> goldens() {
    return Golden.all().stream()
        .filter(golden -> !GoldenEmulatorTest.Exclusion.GRPC.leavesOut(golden));
  }

  @Test
  void thereAreAsManyAsWereRecorded() {
    assertThat(Golden.all()).hasSize(672);
  }

  /** No path of the recordings is an endpoint of ours. */
  @ParameterizedTest
  @MethodSource("goldens")
  void whatIsNotOursPasses(Golden golden) {
    var played = play(golden, golden.call());

    assertThat(played.defects()).isEmpty();
    if (keeps(golden)) {
      assertThat(GoldenComparison.client(played.outcome(), golden))
          .isEqualTo(GoldenComparison.client(golden));
      assertThat(GoldenComparison.upstream(played.outcome(), golden))
          .isEqualTo(withoutOwn(GoldenComparison.upstream(golden)));
    }
  }

  /** The recording server let pass what only the router may say. */
  private static @Nullable Arrived withoutOwn(@Nullable Arrived arrived) {
    return arrived == null
        ? null
        : new Arrived(
            arrived.method(),
            arrived.path(),
            arrived.port(),
            arrived.headers().stream()
                .filter(header -> !header.name().equals("x-selected-model"))
                .toList(),
            arrived.body(),
            arrived.trailers());
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void whatIsOursIsAnsweredByTheRules(Golden golden) {
    var recorded = golden.call();
    var call =
        new HttpCall(
            recorded.method(),
            "/v1/chat/completions",
            recorded.headers(),
            recorded.bodiless(),
            recorded.pieces(),
            recorded.endsOnLast(),
            recorded.trailers(),
            recorded.departure());

    assertThat(play(golden, call).defects()).isEmpty();
  }

  /** How many are held against what was recorded, beyond being without a defect. */
  @Test
  void mostAreComparedToTheEnd() {
    assertThat(goldens().filter(GoldenConversationTest::keeps)).hasSize(212);
  }

  private static Conversation play(Golden golden, HttpCall call) {
    var emulator = golden.settings().emulator(call, golden.reply(), movable -> movable.getFirst());
    new EnvoySession(
            emulator,
            ROUTER,
            TestRouter.CATALOG,
            RouterEvents.NONE,
            DoorLimits.STANDARD,
            new Budget(4096, 256 << 20))
        .run();
    return Conversation.of(emulator, true);
  }

  /** Whether the recording server answered as ours does what is not its own: nothing changed. */
  private static boolean keeps(Golden golden) {
    var modes = golden.settings().modes();
    return Stream.of(GoldenEmulatorTest.Exclusion.values()).noneMatch(e -> e.leavesOut(golden))
        && GoldenComparison.verdict(golden) == Verdict.ACCEPTED
        && modes.getRequestHeaderMode() != HeaderSendMode.SKIP
        && !golden.name().contains("server-down")
        && !golden.serverLeaves()
        && sentBack(golden, true).equals(shown(golden, true))
        && sentBack(golden, false).equals(shown(golden, false))
        && golden.events().stream().allMatch(event -> changesNothing(event, modes));
  }

  private static boolean changesNothing(Event event, ProcessingMode modes) {
    if (!(event instanceof Event.FromServer(var answer))) {
      return true;
    }
    var mode = answer.hasRequestBody() ? modes.getRequestBodyMode() : modes.getResponseBodyMode();
    var common =
        switch (answer.getResponseCase()) {
          case REQUEST_HEADERS -> answer.getRequestHeaders().getResponse();
          case RESPONSE_HEADERS -> answer.getResponseHeaders().getResponse();
          case REQUEST_BODY -> answer.getRequestBody().getResponse();
          case RESPONSE_BODY -> answer.getResponseBody().getResponse();
          default -> CommonResponse.getDefaultInstance();
        };
    boolean mutated =
        common.hasHeaderMutation()
            || answer.getRequestTrailers().hasHeaderMutation()
            || answer.getResponseTrailers().hasHeaderMutation();
    return !answer.hasModeOverride()
        && !answer.hasImmediateResponse()
        && !mutated
        && common.getStatus() == ResponseStatus.CONTINUE
        && (!common.hasBodyMutation() || mode == BodySendMode.FULL_DUPLEX_STREAMED);
  }

  /** What a body is after the recorded answers to its messages. */
  private static ByteString sentBack(Golden golden, boolean request) {
    var modes = golden.settings().modes();
    var mode = request ? modes.getRequestBodyMode() : modes.getResponseBodyMode();
    if (mode != BodySendMode.FULL_DUPLEX_STREAMED) {
      return shown(golden, request);
    }
    var all = ByteString.EMPTY;
    for (var event : golden.events()) {
      if (event instanceof Event.FromServer(var answer)) {
        var body = request ? answer.getRequestBody() : answer.getResponseBody();
        var piece = body.getResponse().getBodyMutation().getStreamedResponse();
        all = all.concat(piece.getBody());
      }
    }
    return all;
  }

  private static ByteString shown(Golden golden, boolean request) {
    var all = ByteString.EMPTY;
    for (var event : golden.events()) {
      if (event instanceof Event.FromProxy(var message)) {
        var body = request ? message.getRequestBody() : message.getResponseBody();
        all = all.concat(body.getBody());
      }
    }
    return all;
  }
}
