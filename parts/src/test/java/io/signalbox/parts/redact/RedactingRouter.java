package io.signalbox.parts.redact;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.Replies;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.Head;
import io.signalbox.infer.Insight;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.StandardParts;
import io.signalbox.store.CallRecorder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A router whose one decision redacts, in front of a backend of a format. */
final class RedactingRouter {
  private final Router router;
  private final CallRecorder recorder =
      new CallRecorder() {
        @Override
        public void keep(String call) {}

        @Override
        public void skip(String call) {}

        @Override
        public void request(String call, Body body) {
          recorded.add(body.text());
        }

        @Override
        public void response(String call, Body body) {
          recorded.add(body.text());
        }
      };

  private ListedValues values;
  @Nullable ChatRequest sent;

  /** What records would hold: the request, then the reply. */
  final List<String> recorded = new ArrayList<>();

  RedactingRouter(ListedValues values, String format, String configuration, String morePlugins) {
    this(values, format, configuration, morePlugins, RouterEvents.NONE);
  }

  RedactingRouter(
      ListedValues values,
      String format,
      String configuration,
      String morePlugins,
      RouterEvents events) {
    this.values = values;
    SignalEncoder encoder =
        (text, deadline) ->
            new Insight(
                Map.of(Head.DOMAIN, new Classification(Map.of("other", 1.0))),
                this.values.entities(text),
                Coverage.COMPLETE);
    Ports ports =
        new Ports() {
          @Override
          public SignalEncoder encoder() {
            return encoder;
          }

          @Override
          public CallRecorder recorder() {
            return recorder;
          }
        };
    var yaml =
        """
        version: v0.3
        providers:
          models: [{name: m, api_format: %s, backend_refs: [{endpoint: "h:1"}]}]
        routing:
          modelCards: [{name: m}]
          decisions:
          - name: all
            modelRefs: [{model: m}]
            plugins: [{type: redact, configuration: %s}%s]
        """
            .formatted(format, configuration, morePlugins);
    var compiled =
        new RecipeCompiler(StandardParts.catalog(), ports, events, false)
            .compile(ConfigLoader.load("c.yaml", yaml, Map.of(), false));
    this.router =
        new Router(
            Objects.requireNonNull(compiled.recipes(), compiled.problems()::toString), events);
  }

  /** Lets other values be found. */
  void finding(ListedValues others) {
    values = others;
  }

  /** What the client gets, where the backend answers what is made of the body that it gets. */
  ChatReply ask(Protocol protocol, String body, Function<String, ChatReply> backend) {
    var request = protocol.decode(body.getBytes(StandardCharsets.UTF_8));
    return router.serve(
        Calls.with(),
        request,
        (routed, asked) -> {
          sent = asked;
          return backend.apply(new String(asked.encode(), StandardCharsets.UTF_8));
        });
  }

  String body() {
    return new String(Objects.requireNonNull(sent).encode(), StandardCharsets.UTF_8);
  }

  /** A reply that comes in chunks that are cut at random. */
  static ChatReply cut(String type, String text, Random random) {
    Queue<byte[]> chunks = new ArrayDeque<>();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    int most = 1 + random.nextInt(200);
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
      chunks.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return Replies.reply(
        200,
        type,
        new ReplyBody() {
          @Override
          public byte @Nullable [] next() {
            return chunks.poll();
          }

          @Override
          public void close() {
            chunks.clear();
          }
        });
  }
}
