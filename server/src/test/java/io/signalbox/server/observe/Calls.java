package io.signalbox.server.observe;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Candidate;
import io.signalbox.server.reload.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Calls through a whole router, as a door makes them: whatever fails is told. */
final class Calls {
  static final String PROMPT = "what is the derivative of a secret";
  static final String ANSWER =
      """
      {"choices":[{"message":{"content":"a secret answer"}}],\
      "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}\
      """;

  final Router router;
  private final RouterEvents events;

  Calls(RouterEvents events) {
    this.events = RouterEvents.all(List.of(events));
    this.router = new Router(Documents.recipes(Documents.YAML, events), events);
  }

  /** Serves a call whose backend answers so. */
  void serve(String id, String model, Upstream upstream) {
    var call = Documents.call(id);
    try {
      var reply = router.serve(call, Documents.request(model, PROMPT), upstream);
      try (var body = reply.body()) {
        while (body.next() != null) {
          // A door would pass it on.
        }
      }
    } catch (RouterException failed) {
      events.failed(call, model, failed);
    }
  }

  static Upstream answering(int status) {
    return (routed, request) ->
        reply(status, ReplyBody.of(ANSWER.getBytes(StandardCharsets.UTF_8)));
  }

  /** Tells of a fallback to a model of the document, and then fails. */
  Upstream fallingBack(String model) {
    var other =
        new Candidate(Objects.requireNonNull(router.current().fleet().find(model), model), null);
    return (routed, request) -> {
      var selection = routed.selection().withFallbacks(List.of(other));
      var from =
          new Routed(
              routed.call(),
              routed.recipe(),
              routed.askedFor(),
              routed.readings(),
              routed.verdict(),
              selection);
      events.fellBack(from, from.withNextModel(), "upstream");
      throw new RouterException(Fault.UPSTREAM, "no reply");
    };
  }

  static Upstream failing(Fault fault) {
    return (routed, request) -> {
      throw new RouterException(fault, "no reply");
    };
  }

  /** Gives one chunk and breaks off. */
  static Upstream breaking() {
    return (routed, request) ->
        reply(
            200,
            new ReplyBody() {
              private boolean given;

              @Override
              public byte[] next() {
                if (given) {
                  throw new RouterException(Fault.UPSTREAM, "the backend broke off");
                }
                given = true;
                return new byte[] {'{'};
              }

              @Override
              public void close() {}
            });
  }

  private static ChatReply reply(int status, ReplyBody body) {
    var headers = new Headers(List.of(new Header("content-type", "application/json")));
    return new ChatReply(status, headers, HeaderEdits.NONE, body);
  }
}
