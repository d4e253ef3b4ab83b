package io.signalbox.parts.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Replies;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.ScriptedUpstream;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.AnswerMaps;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.store.CacheStore;
import io.signalbox.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseCachePluginTest {
  private static final String ANSWER =
      "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
          + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hold it.\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

  private final List<AnswerSource> sources = new ArrayList<>();
  private final CacheStore store = new AnswerMaps();
  private final ScriptedUpstream upstream = new ScriptedUpstream(() -> Replies.plain(200, ANSWER));

  private final Ports ports =
      new Ports() {
        @Override
        public SignalEncoder encoder() {
          throw new AssertionError("a model was loaded");
        }

        @Override
        public Optional<Embedder> embedder() {
          return Optional.of(new WordEmbedder());
        }

        @Override
        public CacheStore answers(AnswerSource source) {
          sources.add(source);
          if (source.config().redis().index().name().equals("refused")) {
            throw new StoreException("the index has vectors of 768 dimensions");
          }
          return store;
        }
      };

  private Compiled compile(String type, String configuration, String stores, String prompt) {
    var yaml =
        """
        version: v0.3
        providers:
          models: [{name: m, api_format: openai, backend_refs: [{endpoint: "h:1"}]}]
        routing:
          modelCards: [{name: m}]
          decisions:
          - name: all
            modelRefs: [{model: m}]
            plugins:
            - {type: %s, configuration: %s}
            - {type: system_prompt, configuration: {system_prompt: %s}}
        global: {stores: %s}
        """
            .formatted(type, configuration, prompt, stores);
    return new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, false)
        .compile(ConfigLoader.load("c.yaml", yaml, Map.of(), false));
  }

  private List<String> problems(String configuration, String stores) {
    return compile("response_cache", configuration, stores, "kind").problems().stream()
        .map(Problem::text)
        .toList();
  }

  private ChatReply asked(Compiled compiled, String question) {
    var router =
        new Router(
            Objects.requireNonNull(compiled.recipes(), compiled.problems()::toString),
            RouterEvents.NONE);
    var body =
        "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(question);
    var request = new OpenAiChatProtocol().decode(body.getBytes(StandardCharsets.UTF_8));
    var reply = router.serve(Calls.with(), request, upstream);
    assertThat(Replies.text(reply.body())).isEqualTo(ANSWER);
    reply.body().close();
    return reply;
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_cache", "response-cache", "semantic_cache", "semantic-cache"})
  void everyNameAnswersTheSecondTime(String type) {
    var compiled = compile(type, "{enabled: true, mode: exact}", "{}", "kind");
    asked(compiled, "why?");
    var headers = Replies.edited(asked(compiled, "why?"));
    assertThat(upstream.sent()).hasSize(1);
    assertThat(headers.first("x-vsr-cache-hit")).isEqualTo("true");
    assertThat(headers.first("x-vsr-response-path")).isEqualTo("cache");
    assertThat(headers.first("x-vsr-selected-decision")).isEqualTo("all");
    assertThat(headers.first("x-vsr-selected-model")).isNull();
    assertThat(headers.first("content-type")).isEqualTo("application/json");
  }

  @Test
  void anEditOfTheDecisionForgetsItsAnswers() {
    asked(compile("response_cache", "{mode: exact}", "{}", "kind"), "why?");
    asked(compile("response_cache", "{mode: exact}", "{}", "kind"), "why?");
    assertThat(upstream.sent()).hasSize(1);
    asked(compile("response_cache", "{mode: exact}", "{}", "stern"), "why?");
    assertThat(upstream.sent()).hasSize(2);
    asked(
        compile("response_cache", "{mode: exact, revision: {cache_epoch: 2}}", "{}", "kind"),
        "why?");
    assertThat(upstream.sent()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{enabled: false}", "{ttl_seconds: 0}"})
  void whatIsSwitchedOffAsksNobody(String configuration) {
    var compiled = compile("response_cache", configuration, "{}", "kind");
    asked(compiled, "why?");
    asked(compiled, "why?");
    assertThat(upstream.sent()).hasSize(2);
    assertThat(sources).isEmpty();
  }

  @Test
  void aStoreThatIsSwitchedOffIsTold() {
    assertThat(problems("{enabled: true}", "{semantic_cache: {enabled: false}}"))
        .singleElement()
        .asString()
        .contains("warning", "enabled", "no effect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{similarity_threshold: 0.7, semantic: {similarity_threshold: 0.8}} | similarity_threshold",
        "{allow_request_controls: true, request_controls: {enabled: true}}"
            + " | allow_request_controls",
        "{control_header: x-a, request_controls: {enabled: true}} | control_header",
        "{request_controls: {enabled: true, allowed: [no-cash]}} | request_controls.allowed",
        "{mode: fuzzy} | mode",
        "{scope: everybody} | scope",
        "{similarity_threshold: 1.1} | similarity_threshold",
        "{ttl_seconds: -1} | ttl_seconds",
      })
  void whatCannotBeMeantIsRefused(String configuration, String key) {
    assertThat(problems(configuration, "{}"))
        .singleElement()
        .asString()
        .contains("configuration." + key)
        .doesNotContain("warning");
  }

  @Test
  void everyKeyOfTheContractIsTaken() {
    assertThat(
            problems(
                """
                {enabled: true, mode: exact_then_semantic, scope: user,
                 semantic: {similarity_threshold: 0.7}, ttl_seconds: 60,
                 request_controls: {enabled: true, header: x-cache, allowed: [no-cache, ttl],
                                    max_ttl_seconds: 60},
                 personalized: {mode: disabled},
                 revision: {cache_epoch: 1, model_revision: a, prompt_revision: b,
                            policy_revision: c},
                 verify: balanced, max_wrong_hit_rate: 0.01}
                """
                    .replace("\n", " "),
                "{}"))
        .isEmpty();
  }

  @Test
  void aStoreThatCannotBeHadIsRefusedWhereItIsNamed() {
    assertThat(problems("{}", "{response_cache: {redis: {index: {name: refused}}}}"))
        .singleElement()
        .asString()
        .contains("global.stores.response_cache.backend_type", "768 dimensions");
  }

  @Test
  void bothNamesOfTheStoreAreOneTooMany() {
    assertThat(problems("{}", "{response_cache: {}, semantic_cache: {}}"))
        .anyMatch(text -> text.contains("global.stores.semantic_cache"));
  }

  @Test
  void theStoreIsAskedForByWhatTellsItApart() {
    asked(
        compile(
            "response_cache",
            "{}",
            "{semantic_cache: {backend_type: redis, redis: {connection: {password: pw}}}}",
            "kind"),
        "why?");
    assertThat(sources)
        .singleElement()
        .satisfies(source -> {
          assertThat(source.password()).isEqualTo("pw");
          assertThat(source.model()).isEqualTo("words");
          assertThat(source.dimensions()).isEqualTo(new WordEmbedder().dimensions());
          assertThat(source.toString()).doesNotContain("pw");
        });
  }

  @Test
  void theThresholdIsThePluginsThenTheStores() {
    var question = "how do I reset the hub of mine?";
    var near = "how do I reset a hub of mine?";
    for (var setting :
        List.of(
            "{similarity_threshold: 0.99, verify: off}|{}|miss",
            "{semantic: {similarity_threshold: 0.5}, verify: off}|{}|hit",
            "{verify: off}|{response_cache: {similarity_threshold: 0.99}}|miss",
            "{}|{response_cache: {similarity_threshold: 0.5, verify: off}}|hit",
            "{similarity_threshold: 0.5, verify: off}"
                + "|{response_cache: {similarity_threshold: 0.99}}|hit")) {
      var parts = setting.split("\\|", -1);
      store.close();
      var compiled = compile("response_cache", parts[0], parts[1], "kind");
      asked(compiled, question);
      var hit = Replies.edited(asked(compiled, near)).first("x-vsr-cache-hit");
      assertThat(hit).as(setting).isEqualTo(parts[2].equals("hit") ? "true" : null);
    }
  }
}
