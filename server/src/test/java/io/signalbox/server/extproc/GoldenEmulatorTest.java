package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.RouterException;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.extproc.Golden.Event;
import io.signalbox.server.extproc.Outcome.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The emulators, held against what the real proxies did: given the recorded request, the recorded
 * answers and the recorded reply, they send the recorded messages and come to the recorded end.
 */
class GoldenEmulatorTest {
  /** Why a case is left out; each prefix with how many it leaves out. */
  enum Exclusion {
    /** The backend is an AI provider, for whom agentgateway writes the body anew. */
    AI(20, "agentgateway/agw-ai."),
    /** Answers of a kind that we never send. */
    STREAMED_IMMEDIATE(8, "envoy/immediate-streamed.", "agentgateway/immediate-streamed."),
    /** gRPC traffic. */
    GRPC(
        5,
        "envoy/envoy-config.grpc-mode",
        "envoy/immediate.grpc-status",
        "agentgateway/immediate.grpc-status"),
    /** Filter settings of no proxy guide, and answers that make sense with them only. */
    SETTINGS(
        18,
        "agentgateway/agw-timeout.f",
        "envoy/envoy-config.observability",
        "envoy/envoy-config.send-body-nowait",
        "envoy/envoy-header-rules.",
        "envoy/envoy-replace-req-fds-allowcl.",
        "envoy/envoy-override-timeout.",
        "envoy/envoy-route-action-",
        "envoy/envoy-override-standalone.",
        "envoy/override-standalone."),
    /** A list of allowed overrides, which the server cannot know of. */
    ALLOWED_OVERRIDES(3, "envoy/envoy-override-allowed.");

    final int count;
    private final String prefixes;

    Exclusion(int count, String... prefixes) {
      this.count = count;
      this.prefixes = "(" + String.join("|", prefixes) + ").*";
    }

    boolean leavesOut(Golden golden) {
      return golden.name().matches(prefixes);
    }
  }

  static Stream<Golden> goldens() {
    return Golden.all().stream()
        .filter(golden -> Stream.of(Exclusion.values()).noneMatch(e -> e.leavesOut(golden)));
  }

  @Test
  void onlyTheseAreLeftOut() {
    var all = Golden.all();
    assertThat(all).hasSize(672);
    for (var exclusion : Exclusion.values()) {
      assertThat(all.stream().filter(exclusion::leavesOut))
          .as("%s", exclusion)
          .hasSize(exclusion.count);
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void emulatorDoesWhatTheProxyDid(Golden golden) {
    var told = new ArrayList<String>();
    var outcome = replay(golden, told);

    assertThat(told).as("messages").isEmpty();
    assertThat(outcome.verdict()).as("%s", outcome).isEqualTo(GoldenComparison.verdict(golden));
    var arrived = GoldenComparison.upstream(golden);
    if (arrived != null || (outcome.verdict() == Verdict.ACCEPTED && complete(outcome))) {
      assertThat(GoldenComparison.upstream(outcome, golden)).as("upstream").isEqualTo(arrived);
    }
    assertThat(GoldenComparison.client(outcome, golden))
        .as("client")
        .isEqualTo(GoldenComparison.client(golden));
  }

  private static Outcome replay(Golden golden, List<String> told) {
    var expected = new ArrayList<ProcessingRequest>();
    for (var event : golden.events()) {
      if (event instanceof Event.FromProxy(var message)) {
        expected.add(message);
      }
    }
    var position = new int[1];
    Emulator.Order recorded =
        movable -> {
          boolean asRequest = position[0] < expected.size() && isRequest(expected.get(position[0]));
          return movable.stream()
              .filter(lane -> lane.request == asRequest)
              .findFirst()
              .orElseThrow();
        };
    var emulator = golden.settings().emulator(golden.call(), golden.reply(), recorded);
    boolean well = true;
    boolean ended = false;
    boolean proxyEnded = false;
    for (var event : golden.events()) {
      switch (event) {
        case Event.FromProxy(var message) -> {
          var sent = receive(emulator);
          position[0]++;
          if (!same(message, sent)) {
            told.add("expected " + brief(message) + " but was " + brief(sent));
          }
        }
        case Event.FromServer(var answer) -> emulator.send(answer);
        case Event.ServerEnd(boolean asked) -> {
          well = asked;
          ended = true;
        }
        case Event.ProxyEnd() -> proxyEnded = true;
      }
      if (!told.isEmpty()) {
        break;
      }
    }
    boolean serverDown = golden.name().contains("server-down");
    if ((ended && !proxyEnded) || serverDown || golden.serverLeaves()) {
      return emulator.finish(well && !serverDown);
    }
    return emulator.settle();
  }

  private static @Nullable ProcessingRequest receive(Emulator emulator) {
    try {
      return emulator.receive(Duration.ZERO);
    } catch (RouterException idle) {
      return null;
    }
  }

  private static boolean isRequest(ProcessingRequest message) {
    return message.hasRequestHeaders() || message.hasRequestBody() || message.hasRequestTrailers();
  }

  private static boolean same(ProcessingRequest expected, @Nullable ProcessingRequest sent) {
    return sent != null
        && brief(expected).equals(brief(sent))
        && expected.getRequestBody().equals(sent.getRequestBody())
        && expected.getResponseBody().equals(sent.getResponseBody())
        && expected.getProtocolConfig().equals(sent.getProtocolConfig());
  }

  private static String brief(@Nullable ProcessingRequest message) {
    if (message == null) {
      return "nothing";
    }
    return switch (message.getRequestCase()) {
      case REQUEST_HEADERS -> "request headers " + message.getRequestHeaders().getEndOfStream();
      case RESPONSE_HEADERS ->
          "response headers "
              + MessageHead.of(message.getResponseHeaders().getHeaders()).status()
              + message.getResponseHeaders().getEndOfStream();
      case REQUEST_BODY ->
          "request body %d %s"
              .formatted(
                  message.getRequestBody().getBody().size(),
                  message.getRequestBody().getEndOfStream());
      case RESPONSE_BODY ->
          "response body %d %s"
              .formatted(
                  message.getResponseBody().getBody().size(),
                  message.getResponseBody().getEndOfStream());
      default -> message.getRequestCase().toString();
    };
  }

  /** Whether a request that broke off has reached the backend is timing. */
  private static boolean complete(Outcome outcome) {
    return outcome.upstream() == null || outcome.upstream().complete();
  }
}
