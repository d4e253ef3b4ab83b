package io.signalbox.server.story;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.Upstream;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.server.reload.Documents;
import io.signalbox.store.CallRecorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls through a whole router, watched as the server watches them. */
public final class Talk {
  public static final String ANSWER =
      """
      {"choices":[{"message":{"role":"assistant","content":"%s"}}],\
      "model":"math-expert-0711",\
      "usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}}\
      """;

  private final Router router;
  private final RouterEvents events;

  public Talk(
      String yaml,
      List<RouterEvents> listeners,
      UnaryOperator<Upstream> around,
      CallRecorder recorder) {
    this.events = RouterEvents.all(listeners);
    var ports =
        new Ports() {
          @Override
          public SignalEncoder encoder() {
            return Documents.ENCODER;
          }

          @Override
          public CallRecorder recorder() {
            return recorder;
          }
        };
    var compiled =
        new RecipeCompiler(Documents.CATALOG, ports, events, false).compile(Documents.load(yaml));
    this.router =
        new Router(
            Objects.requireNonNull(compiled.recipes(), () -> compiled.problems().toString()),
            events,
            around);
  }

  public Recipes recipes() {
    return router.current();
  }

  /** A call with these headers, name and value in turn. */
  public static Call call(String id, String... namesAndValues) {
    var fields = new ArrayList<Header>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Call(id, new Headers(fields), Deadline.after(Duration.ofSeconds(30)));
  }

  /** Serves a call as a door does; null when it failed. */
  public @Nullable ChatReply say(Call call, String model, String text, Upstream upstream) {
    try {
      var reply = router.serve(call, Documents.request(model, text), upstream);
      try (var body = reply.body()) {
        while (body.next() != null) {
          // A door would pass it on.
        }
      }
      return reply;
    } catch (RouterException failed) {
      events.failed(call, model, failed);
      return null;
    } catch (RuntimeException defect) {
      events.failed(call, model, new RouterException(Fault.INTERNAL, "internal error"));
      return null;
    }
  }

  /** A backend that says this. */
  public static Upstream answering(int status, String text) {
    return (routed, request) -> {
      var headers = new Headers(List.of(new Header("content-type", "application/json")));
      var body = ANSWER.formatted(text).getBytes(StandardCharsets.UTF_8);
      return new ChatReply(status, headers, HeaderEdits.NONE, ReplyBody.of(body));
    };
  }
}
