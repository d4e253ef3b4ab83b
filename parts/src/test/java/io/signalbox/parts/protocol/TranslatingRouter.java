package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Protocol;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.protocol.anthropic.AnthropicMessagesProtocol;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** A router over every protocol, with a model of each wire format, and one scripted backend. */
final class TranslatingRouter {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

  private static final String YAML =
      """
      version: v0.3
      providers:
        models:
          - {name: gpt, backend_refs: [{endpoint: "a:1"}]}
          - {name: claude, provider_model_id: claude-1, backend_refs: [{endpoint: "b:1", provider: anthropic}]}
      routing:
        modelCards: [{name: gpt}, {name: claude}]
        decisions:
          - name: d
            rules: {operator: AND}
            modelRefs: [{model: claude}]
            plugins: [{type: system_prompt, configuration: {system_prompt: Be kind.}}]
      """;

  private final ScriptedUpstream upstream;
  private final Router router;

  TranslatingRouter(ChatReply reply) {
    this.upstream = new ScriptedUpstream(() -> reply);
    var parts = StandardParts.catalog();
    var protocols =
        parts.protocols().stream()
            .map(p -> p instanceof OpenAiChatProtocol ? new OpenAiChatProtocol(CLOCK) : p)
            .toList();
    var catalog = new Catalog(parts.signals(), parts.selectors(), parts.plugins(), protocols);
    var loaded = ConfigLoader.load("c.yaml", YAML, Map.of(), false);
    var compiled =
        new RecipeCompiler(
                catalog,
                () -> {
                  throw new IllegalStateException("no models here");
                },
                RouterEvents.NONE,
                false)
            .compile(loaded);
    assertThat(compiled.problems()).isEmpty();
    this.router = new Router(Objects.requireNonNull(compiled.recipes()), RouterEvents.NONE);
  }

  /** What the client gets for a body. */
  ChatReply ask(Protocol protocol, String body, String... headers) {
    var request = protocol.decode(body.getBytes(StandardCharsets.UTF_8));
    return router.serve(Calls.with(headers), request, upstream);
  }

  /** The request as the one backend got it. */
  ChatRequest sent() {
    var one = upstream.sent().getFirst();
    var candidate = one.routed().selection().candidate();
    return candidate.address(one.request(), candidate.model().primary());
  }

  boolean asked() {
    return !upstream.sent().isEmpty();
  }

  static Protocol protocol(String name) {
    return name.startsWith("anthropic")
        ? new AnthropicMessagesProtocol()
        : new OpenAiChatProtocol(CLOCK);
  }
}
