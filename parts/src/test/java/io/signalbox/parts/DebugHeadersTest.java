package io.signalbox.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Replies;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The names that the debug headers tell signals by. */
final class DebugHeadersTest {
  /** Suffixes of {@code x-vsr-matched-} by leaf type, as the contract has them. */
  private static final Map<String, String> MATCHED =
      Map.ofEntries(
          Map.entry("keyword", "keywords"),
          Map.entry("embedding", "embeddings"),
          Map.entry("domain", "domains"),
          Map.entry("fact_check", "fact-check"),
          Map.entry("user_feedback", "user-feedback"),
          Map.entry("reask", "reask"),
          Map.entry("preference", "preference"),
          Map.entry("language", "language"),
          Map.entry("context", "context"),
          Map.entry("structure", "structure"),
          Map.entry("complexity", "complexity"),
          Map.entry("modality", "modality"),
          Map.entry("authz", "authz"),
          Map.entry("jailbreak", "jailbreak"),
          Map.entry("pii", "pii"),
          Map.entry("kb", "kb"),
          Map.entry("conversation", "conversation"),
          Map.entry("event", "event"),
          // Not of the contract, which does not tell of these.
          Map.entry("metadata", "metadata"),
          Map.entry("classifier", "classifier"));

  @Test
  void everySignalIsToldByTheContractsName() {
    for (var part : StandardParts.catalog().signals()) {
      assertThat(part.told().matched()).as(part.leafType()).isEqualTo(MATCHED.get(part.leafType()));
    }
  }

  @Test
  void aReplyTellsWhatMatchedAndWhichModality() {
    var text =
        """
        version: v0.3
        global:
          services: {authz: {identity: {}}}
          model_catalog:
            modules: {modality_detector: {enabled: true, method: keyword, keywords: [draw]}}
        providers: {models: [{name: m, backend_refs: [{endpoint: "b:80"}]}]}
        routing:
          modelCards: [{name: m}]
          signals:
            keywords: [{name: cats, keywords: [cat]}]
            context: [{name: short, max_tokens: 1K}]
            conversation: [{name: one, feature: {type: exists, source: {type: message}}}]
            metadata: [{name: said, key: k, predicate: {exists: true}}]
            modality: [{name: DIFFUSION}, {name: AR}]
            role_bindings: [{name: b, role: r, subjects: [{kind: User, name: u}]}]
          decisions:
          - name: d
            rules:
              operator: AND
              conditions:
              - {type: keyword, name: cats}
              - {type: context, name: short}
              - {type: conversation, name: one}
              - {type: metadata, name: said}
              - {type: modality, name: DIFFUSION}
              - {type: authz, name: r}
            modelRefs: [{model: m}]
        """;
    var loaded = ConfigLoader.load("c.yaml", text, Map.of(), false);
    var compiled =
        new RecipeCompiler(
                StandardParts.catalog(), ExampleDocument.none(), RouterEvents.NONE, false)
            .compile(loaded);
    assertThat(compiled.problems()).isEmpty();
    var router = new Router(Objects.requireNonNull(compiled.recipes()), RouterEvents.NONE);
    var body =
        """
        {"model":"auto","metadata":{"k":"v"},"messages":[{"role":"user","content":"draw a cat"}]}
        """;
    var request = new OpenAiChatProtocol().decode(body.getBytes(StandardCharsets.UTF_8));
    var call = Calls.with("x-vsr-debug", "true", "x-authz-user-id", "u");
    var reply = router.serve(call, request, new ScriptedUpstream(() -> Replies.plain(200, "{}")));
    var told = Headers.NONE.with(reply.edits());
    assertThat(told.first("x-vsr-matched-keywords")).isEqualTo("cats");
    assertThat(told.first("x-vsr-matched-context")).isEqualTo("short");
    assertThat(told.first("x-vsr-matched-conversation")).isEqualTo("one");
    assertThat(told.first("x-vsr-matched-metadata")).isEqualTo("said");
    assertThat(told.first("x-vsr-matched-modality")).isEqualTo("DIFFUSION");
    assertThat(told.first("x-vsr-matched-authz")).contains("r");
    assertThat(told.first("x-vsr-matched-role-bindings")).isNull();
    assertThat(told.first("x-vsr-selected-modality")).isEqualTo("DIFFUSION;keyword");
    assertThat(told.first("x-vsr-selected-category")).isNull();
  }
}
