package io.signalbox.parts.plugin;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RecordingEvents;
import io.signalbox.engine.Router;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.StandardParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What becomes of bodies in a document whose one decision has these plugins. */
final class Sent {
  final RecordingEvents events;
  final ScriptedUpstream upstream = ScriptedUpstream.agreeable();
  private final Router router;

  private Sent(Compiled compiled, RecordingEvents events) {
    this.events = events;
    router =
        new Router(
            Objects.requireNonNull(compiled.recipes(), compiled.problems()::toString), events);
  }

  /**
   * @param plugins in YAML's flow form
   * @param global what stands under {@code global}, likewise
   * @param formats the api_format of the model
   */
  static Sent by(String plugins, String global, String formats) {
    var events = new RecordingEvents();
    return new Sent(compile(plugins, global, formats, Path.of("c.yaml"), events), events);
  }

  static Sent by(String plugins) {
    return by(plugins, "{}", "openai");
  }

  static Sent in(Path directory, String plugins, String global) {
    var events = new RecordingEvents();
    return new Sent(
        compile(plugins, global, "openai", directory.resolve("c.yaml"), events), events);
  }

  static List<String> problems(Path directory, String plugins, String global) {
    return compile(plugins, global, "openai", directory.resolve("c.yaml"), new RecordingEvents())
        .problems()
        .stream()
        .map(Problem::text)
        .toList();
  }

  private static Compiled compile(
      String plugins, String global, String format, Path file, RecordingEvents events) {
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
            plugins: [%s]
        global: %s
        """
            .formatted(format, plugins, global);
    Ports ports = ExampleDocument.none();
    return new RecipeCompiler(StandardParts.catalog(), ports, events, false)
        .compile(ConfigLoader.load(file.toString(), yaml, Map.of(), false));
  }

  ChatReply reply(Protocol protocol, String body) {
    return router.serve(
        Calls.with(), protocol.decode(body.getBytes(StandardCharsets.UTF_8)), upstream);
  }

  /** The body as it went upstream. */
  String body(Protocol protocol, String body) {
    try {
      reply(protocol, body).body().close();
    } catch (RouterException unreadable) {
      // The scripted reply speaks no protocol, so that a translated one cannot be read.
      if (unreadable.fault() != Fault.UPSTREAM) {
        throw unreadable;
      }
    }
    return new String(upstream.sent().getLast().request().encode(), StandardCharsets.UTF_8);
  }
}
