package io.signalbox.server.cases;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.plugin.Routed;
import io.signalbox.server.DryRouter;
import io.signalbox.signal.Readings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs routing tests against a document: each request takes the path that served ones take, with
 * every plugin, and a backend that answers "ok".
 */
public final class CaseRun implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] OK =
      """
      {"id":"case","object":"chat.completion","created":0,"model":"case",\
      "choices":[{"index":0,"message":{"role":"assistant","content":"ok"},\
      "finish_reason":"stop"}],\
      "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Witness witness = new Witness();
  private final DryRouter dry;

  /**
   * A run against a document; models that it uses are loaded.
   *
   * @throws io.signalbox.server.ConfigRefusedException with everything that is wrong
   */
  public CaseRun(Path config, Map<String, String> environment, boolean lenient) {
    this.dry = DryRouter.of(config, environment, lenient, witness);
  }

  /** Remembers the last decision; cases run one after another. */
  private static final class Witness implements RouterEvents {
    private @Nullable Routed last;

    @Override
    public void routed(Routed routed, Duration took) {
      last = routed;
    }
  }

  /** Runs one test. */
  public CaseResult run(CaseFile.Placed placed) {
    long start = System.nanoTime();
    var differences = new ArrayList<Difference>();
    try {
      var seen = seen(placed.routingCase());
      differences.addAll(Difference.between(placed.routingCase().expect(), seen));
    } catch (RouterException refused) {
      differences.add(new Difference("request", "one that can be read", refused.message()));
    }
    return new CaseResult(
        placed, witness.last, differences, Duration.ofNanos(System.nanoTime() - start));
  }

  private Seen seen(RoutingCase one) {
    witness.last = null;
    var request = request(one);
    var call = call(one);
    var backend = new Backend();
    try {
      var reply = dry.router().serve(call, request, backend);
      reply.body().readAll(Integer.MAX_VALUE);
      return new Seen(
          witness.last,
          readings(call, request),
          backend.sent,
          reply.status(),
          reply.headers().with(reply.edits()),
          "");
    } catch (RouterException refused) {
      return new Seen(
          witness.last,
          readings(call, request),
          backend.sent,
          refused.status(),
          Headers.NONE,
          refused.message());
    }
  }

  private Readings readings(Call call, ChatRequest request) {
    try {
      return dry.router().explain(call, request).readings();
    } catch (RouterException unroutable) {
      return Readings.NONE;
    }
  }

  private Call call(RoutingCase one) {
    return new Call(one.title(), Headers.of(one.headers()), Deadline.after(PATIENCE));
  }

  private ChatRequest request(RoutingCase one) {
    var protocol =
        dry.catalog()
            .protocol(one.path())
            .orElseThrow(() ->
                new RouterException(
                    io.signalbox.chat.Fault.NOT_FOUND,
                    "path: %s (expected: a path of a protocol)".formatted(one.path())));
    return protocol.decode(JSON.writeValueAsBytes(body(one)));
  }

  private ObjectNode body(RoutingCase one) {
    if (one.request() != null) {
      return (ObjectNode) Trees.json(one.request());
    }
    var model = one.model() == null ? dry.autoName() : one.model();
    var body = JSON.createObjectNode().put("model", model);
    if (one.messages() != null) {
      body.set("messages", Trees.json(one.messages()));
    } else {
      body.putArray("messages").addObject().put("role", "user").put("content", one.prompt());
    }
    return body;
  }

  /** Answers "ok" and remembers what it was asked with. */
  private static final class Backend implements Upstream {
    private @Nullable Headers sent;

    @Override
    public ChatReply send(Routed routed, ChatRequest request) {
      sent = routed.call().headers().with(request.headers());
      var head = new Headers(List.of(new Header("content-type", "application/json")));
      return new ChatReply(200, head, HeaderEdits.NONE, ReplyBody.of(OK));
    }
  }

  @Override
  public void close() {
    dry.close();
  }
}
