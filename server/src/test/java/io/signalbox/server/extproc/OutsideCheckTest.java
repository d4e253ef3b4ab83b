package io.signalbox.server.extproc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.signalbox.chat.Header;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.extproc.HttpCall.Departure;
import io.signalbox.server.extproc.ProxySettings.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Twelve pairings of Envoy and nine configurations of agentgateway, each with six exchanges: what a
 * user would try first. Prints a table. That the twelve hold at a real Envoy is another test's.
 */
class OutsideCheckTest {
  private static final Router ROUTER = TestRouter.router(RouterEvents.NONE);
  private static final String SUMS =
      "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"the derivative é%s\"}]}";
  private static final ByteString JSON = ByteString.copyFromUtf8("{\"model\":\"math-expert\"}");
  private static final ByteString EVENT = ByteString.copyFromUtf8("data: {\"a\":1}\n\n");

  /** An exchange that is tried everywhere. */
  enum Check {
    ROUTED,
    EVENTS,
    LARGE,
    PIECES,
    TRAILERS,
    UNKNOWN_MODEL;

    private String body() {
      return switch (this) {
        case LARGE -> SUMS.formatted("x".repeat(320_000));
        case UNKNOWN_MODEL -> SUMS.formatted("").replace("auto", "no-such-model");
        default -> SUMS.formatted("");
      };
    }

    private HttpCall call() {
      var bytes = ByteString.copyFromUtf8(body());
      var headers = new ArrayList<Header>();
      headers.add(new Header("content-type", "application/json"));
      boolean sized = this != PIECES && this != TRAILERS;
      if (sized) {
        headers.add(new Header("content-length", Integer.toString(bytes.size())));
      }
      var trailers = this == TRAILERS ? List.of(new Header("x-sum", "1")) : List.<Header>of();
      return new HttpCall(
          "POST",
          "/v1/chat/completions",
          headers,
          false,
          sized ? List.of(bytes) : pieces(bytes),
          sized,
          trailers,
          Departure.NEVER);
    }

    private UpstreamReply reply() {
      boolean events = this == EVENTS;
      var type = events ? "text/event-stream" : "application/json";
      var headers = new ArrayList<Header>();
      headers.add(new Header("content-type", type));
      if (!events && this != TRAILERS) {
        headers.add(new Header("content-length", Integer.toString(JSON.size())));
      }
      var trailers = this == TRAILERS ? List.of(new Header("x-check", "2")) : List.<Header>of();
      return new UpstreamReply(
          200,
          headers,
          false,
          events ? List.of(EVENT, EVENT, EVENT) : List.of(JSON),
          false,
          trailers,
          false,
          false);
    }
  }

  private static List<ByteString> pieces(ByteString body) {
    var pieces = new ArrayList<ByteString>();
    for (int from = 0; from < body.size(); from += 20) {
      pieces.add(body.substring(from, Math.min(body.size(), from + 20)));
    }
    return pieces;
  }

  /** The configurations by name; those of agentgateway are the files that its guide has. */
  private static Map<String, ProxySettings> configurations() {
    var all = new LinkedHashMap<String, ProxySettings>();
    var duplex = BodySendMode.FULL_DUPLEX_STREAMED;
    var buffered = BodySendMode.BUFFERED;
    for (var request : List.of(buffered, BodySendMode.STREAMED, duplex)) {
      for (var reply : List.of(BodySendMode.NONE, buffered, BodySendMode.STREAMED, duplex)) {
        all.put(
            "envoy %s/%s".formatted(request, reply),
            ProxySettings.of(Kind.ENVOY, request, reply, true));
      }
    }
    all.put("agentgateway a", agentgateway(duplex, duplex, false));
    all.put("agentgateway b", agentgateway(buffered, buffered, false));
    all.put("agentgateway b2", agentgateway(buffered, buffered, true));
    all.put("agentgateway c", agentgateway(duplex, buffered, true));
    all.put("agentgateway d", agentgateway(duplex, buffered, true));
    all.put("agentgateway d2", agentgateway(buffered, buffered, true));
    all.put("agentgateway e", agentgateway(buffered, buffered, true));
    all.put("agentgateway e2", agentgateway(duplex, buffered, true));
    all.put("agentgateway e3", agentgateway(duplex, duplex, true));
    return all;
  }

  private static ProxySettings agentgateway(
      BodySendMode request, BodySendMode reply, boolean overridable) {
    return ProxySettings.of(Kind.AGENTGATEWAY, request, reply, overridable);
  }

  @Test
  void allPass() {
    var table = new StringBuilder("%-42s".formatted(""));
    for (var check : Check.values()) {
      table.append("%-14s".formatted(check));
    }
    var failures = new ArrayList<String>();
    int passed = 0;
    for (var entry : configurations().entrySet()) {
      table.append("\n%-42s".formatted(entry.getKey()));
      for (var check : Check.values()) {
        var defects = defects(entry.getValue(), check);
        passed += defects.isEmpty() ? 1 : 0;
        table.append("%-14s".formatted(defects.isEmpty() ? "passes" : "FAILS"));
        if (!defects.isEmpty()) {
          failures.add(entry.getKey() + ", " + check + ": " + defects);
        }
      }
    }
    System.out.println(table.append("\n").append(passed).append(" of 126 pass"));

    assertThat(failures).isEmpty();
    assertThat(passed).isEqualTo(126);
  }

  private static List<String> defects(ProxySettings settings, Check check) {
    var emulator = settings.emulator(check.call(), check.reply(), movable -> movable.getFirst());
    new EnvoySession(
            emulator,
            ROUTER,
            TestRouter.CATALOG,
            RouterEvents.NONE,
            DoorLimits.STANDARD,
            new Budget(4096, 256 << 20))
        .run();
    var conversation = Conversation.of(emulator, true);
    var defects = new ArrayList<>(conversation.defects());
    var upstream = conversation.outcome().upstream();
    var client = conversation.outcome().client();
    if (check == Check.UNKNOWN_MODEL) {
      expect(client != null && client.status() == 400, "is not refused", defects);
      expect(upstream == null || !upstream.complete(), "reaches the backend", defects);
      return defects;
    }
    var body = upstream == null ? "" : upstream.body().toStringUtf8();
    expect(body.contains("\"model\":\"math-expert\""), "is not routed", defects);
    expect(body.contains(check.body().substring(40, check.body().length() - 4)), "is cut", defects);
    var wanted = check.reply().body();
    expect(client != null && client.body().equals(wanted), "the reply is another", defects);
    if (check == Check.EVENTS && streams(settings)) {
      expect(client != null && client.pieces() >= 3, "events come in one lump", defects);
    }
    boolean envoy = settings.kind() == Kind.ENVOY;
    if (check == Check.TRAILERS && envoy && upstream != null && client != null) {
      expect(upstream.trailers().equals(check.call().trailers()), "loses trailers", defects);
      expect(client.trailers().equals(check.reply().trailers()), "loses reply trailers", defects);
    }
    return defects;
  }

  /** Whether events can pass one by one, by themselves or by an override. */
  private static boolean streams(ProxySettings settings) {
    boolean duplexRequest =
        settings.modes().getRequestBodyMode() == BodySendMode.FULL_DUPLEX_STREAMED;
    return settings.modes().getResponseBodyMode() != BodySendMode.BUFFERED
        || (settings.overridable() && (settings.kind() == Kind.AGENTGATEWAY || !duplexRequest));
  }

  private static void expect(boolean holds, String otherwise, List<String> defects) {
    if (!holds) {
      defects.add(otherwise);
    }
  }
}
