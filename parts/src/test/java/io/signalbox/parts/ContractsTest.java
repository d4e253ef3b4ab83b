package io.signalbox.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.AnswerSource;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.SelectorPart;
import io.signalbox.catalog.Setting;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.ProtocolContract;
import io.signalbox.config.bind.Binder;
import io.signalbox.config.bind.Vocabulary;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.ConfigNode;
import io.signalbox.config.tree.Places;
import io.signalbox.config.tree.Problems;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.LetterEmbedder;
import io.signalbox.infer.PairJudge;
import io.signalbox.infer.RemoteModel;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.PluginContract;
import io.signalbox.select.Selector;
import io.signalbox.select.SelectorContract;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalContract;
import io.signalbox.store.CacheStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every part of the catalog keeps its contract; a part without an example here fails. */
final class ContractsTest {
  private static final Map<String, List<String>> SIGNALS =
      Map.ofEntries(
          Map.entry(
              "structure",
              List.of(
                  "{name: s, feature: {type: count, source: {type: regex, pattern: '[?]|a*'}}}",
                  "{name: s, feature: {type: density, source: {type: keyword_set, keywords: [a,"
                      + " 漢]}}, predicate: {lt: 0.5}}",
                  "{name: s, feature: {type: sequence, source: {type: sequence, sequences: [[a,"
                      + " b]]}}}",
                  "{name: s, feature: {type: count, source: {type: text_bytes}}, predicate: {gte:"
                      + " 9}}")),
          Map.entry(
              "events",
              List.of(
                  "{name: e, event_types: [word], severities: [high], action_codes: [A_1],"
                      + " temporal: true}")),
          Map.entry("reasks", List.of("{name: r}", "{name: r, threshold: 0.1, lookback_turns: 3}")),
          Map.entry(
              "embeddings",
              List.of(
                  "{name: e, threshold: 0.9, candidates: [a word, 漢字]}",
                  "{name: e, threshold: 0.1, candidates: [a], aggregation_method: mean}")),
          Map.entry(
              "complexity",
              List.of(
                  "{name: c, threshold: 0.1, hard: {candidates: [prove]}, easy: {candidates:"
                      + " [word]}}")),
          Map.entry(
              "preferences",
              List.of("{name: p, description: words}", "{name: p, examples: [a], threshold: 1}")),
          Map.entry(
              "kb",
              List.of(
                  "{name: k, kb: topics, target: {kind: label, value: weather}}",
                  "{name: k, kb: topics, target: {kind: group, value: all}, match: best}")),
          Map.entry(
              "keywords",
              List.of(
                  "{name: k, keywords: [2 + 2, word, 漢字]}",
                  "{name: k, operator: NOR, case_sensitive: true, keywords: [a]}",
                  "{name: k, method: regex, keywords: ['(a+)+$', 'w[oO]rd']}",
                  "{name: k, method: bm25, keywords: [words, 'the a']}",
                  "{name: k, method: ngram, operator: AND, keywords: [wrod, 漢字]}",
                  "{name: k, method: fuzzy, keywords: [wrod, '2 + 2']}")),
          Map.entry(
              "domains",
              List.of("{name: math}", "{name: figures, mmlu_categories: [math, physics]}")),
          Map.entry(
              "context", List.of("{name: c, min_tokens: 1K}", "{name: c, max_tokens: \"5\"}")),
          Map.entry(
              "conversation",
              List.of(
                  "{name: c, feature: {type: count, source: {type: message}}, predicate: {gt: 1}}",
                  "{name: c, feature: {type: exists, source: {type: active_tool_loop}}}")),
          Map.entry("metadata", List.of("{name: m, key: k, predicate: {exists: false}}")),
          Map.entry(
              "role_bindings", List.of("{name: b, role: r, subjects: [{kind: User, name: u}]}")),
          Map.entry("modality", List.of("{name: AR}", "{name: DIFFUSION}")),
          Map.entry(
              "fact_check", List.of("{name: needs_fact_check}", "{name: no_fact_check_needed}")),
          Map.entry("user_feedbacks", List.of("{name: satisfied}", "{name: wrong_answer}")),
          Map.entry(
              "classifiers",
              List.of(
                  "{name: own, type: local, labels: [math, rest], model_path: absent.onnx}",
                  "{name: asked, type: llm, labels: [math, rest], model: judge}")),
          Map.entry(
              "pii",
              List.of(
                  "{name: p}",
                  "{name: q, threshold: 0.7, pii_types: [EMAIL], include_history: true}")),
          Map.entry(
              "jailbreak",
              List.of(
                  "{name: j}",
                  "{name: k, method: pattern, jailbreak_patterns: [word, '/(a+)+$/']}",
                  "{name: l, method: contrastive, jailbreak_patterns: [word], include_history:"
                      + " true}",
                  "{name: m, method: hybrid, jailbreak_patterns: [漢字]}")),
          Map.entry("language", List.of("{name: en}", "{name: no, threshold: 0.5}")));

  private static final Map<String, List<String>> PLUGINS =
      Map.of(
          "system_prompt",
              List.of("{system_prompt: Be kind.}", "{system_prompt: Be kind., mode: replace}"),
          "header_mutation",
              List.of(
                  "{add: [{name: x-a, value: b}], update: [{name: x-c, value: d}], delete: [x-e]}",
                  "{response: {update: [{name: x-c, value: d}]}}"),
          "request_params",
              List.of(
                  "{blocked_params: [seed], max_tokens_limit: 5, max_n: 1, strip_unknown: true}"),
          "tools",
              List.of(
                  "{mode: none, strip_tool_history: true}",
                  "{mode: filtered, allow_tools: [a], block_tools: [b]}"),
          "tool_selection", List.of("{mode: filter, preserve_count: 2}"),
          "context_compression", List.of("{mode: always}", "{}"),
          "redact", List.of("{}", "{restore: false, records: original, roles: [user]}"),
          "response_cache", List.of("{}", "{mode: exact, request_controls: {enabled: true}}"),
          "router_replay",
              List.of("{}", "{capture_request_body: true, capture_response_body: true}"));

  /** Plugins that let no call pass: they have tests of their own. */
  private static final Set<String> ANSWERING = Set.of("fast_response", "block");

  private static final Map<String, List<String>> SELECTORS =
      Map.of(
          "static", List.of("{}"),
          "weighted", List.of("{}"),
          "multi_factor", List.of("{}", "{weights: {load: 1}, slo: {max_inflight: 1}}"),
          "latency_aware", List.of("{tpot_percentile: 90}", "{ttft_percentile: 1, exploration: 1}"),
          "cost", List.of("{}", "{answer_tokens: 0}"),
          "router_dc", List.of("{}", "{require_descriptions: true}", "{min_similarity: 1}"),
          "hybrid", List.of("{}", "{normalize_scores: false, experience_weight: 0}"));

  static List<Signal> signals() {
    return StandardParts.catalog().signals().stream()
        .flatMap(part -> examples(SIGNALS, part.listKey()).flatMap(yaml -> signals(part, yaml)))
        .toList();
  }

  static List<Plugin> plugins() {
    return StandardParts.catalog().plugins().stream()
        .filter(part -> !ANSWERING.contains(part.type()))
        .flatMap(part -> examples(PLUGINS, part.type()).map(yaml -> plugin(part, yaml)))
        .toList();
  }

  /** A selector and the type it is configured by. */
  record Selecting(String type, Selector selector) {}

  static List<Selecting> selectors() {
    return StandardParts.catalog().selectors().stream()
        .flatMap(part ->
            examples(SELECTORS, part.type())
                .map(yaml -> new Selecting(part.type(), selector(part, yaml))))
        .toList();
  }

  static List<Protocol> protocols() {
    return StandardParts.catalog().protocols();
  }

  private static Stream<String> examples(Map<String, List<String>> all, String kind) {
    var examples = all.get(kind);
    assertThat(examples).as("examples of " + kind).isNotEmpty();
    return Objects.requireNonNull(examples).stream();
  }

  private static <C extends Record> Stream<Signal> signals(SignalPart<C> part, String yaml) {
    var findings = new RecordingFindings();
    var signals = part.factory().build(List.of(bound(yaml, part.config())), setting(), findings);
    assertThat(findings.refused()).isEmpty();
    return signals.stream();
  }

  private static <C extends Record> Plugin plugin(PluginPart<C> part, String yaml) {
    var findings = new RecordingFindings();
    Optional<Plugin> plugin = part.factory().build(bound(yaml, part.config()), setting(), findings);
    assertThat(findings.refused()).isEmpty();
    return plugin.orElseThrow();
  }

  private static <C extends Record> Selector selector(SelectorPart<C> part, String yaml) {
    var findings = new RecordingFindings();
    var selector = part.factory().build(bound(yaml, part.config()), setting(), findings);
    assertThat(findings.refused()).isEmpty();
    return selector;
  }

  private static Setting setting() {
    var encoder = FakeEncoder.of(FakeClassifier.sureOf("math", 0.8));
    var knowledge = "{name: topics, source: {path: kb/topics}, groups: {all: [weather, cooking]}}";
    var judge =
        "{name: judge, model_role: classification, llm_model_name: m, llm_endpoint: {address: h}}";
    var text =
        "version: v0.3\nglobal: {model_catalog: {kbs: ["
            + knowledge
            + "], external: ["
            + judge
            + "]}}\nrouting: {}\n";
    var loaded = ConfigLoader.load("settings", text, Map.of(), false);
    var global = Objects.requireNonNull(loaded.document()).global();
    return new Setting(
        global,
        Path.of("src/test/resources"),
        null,
        new Ports() {
          @Override
          public SignalEncoder encoder() {
            return encoder;
          }

          @Override
          public Optional<Embedder> embedder() {
            return Optional.of(new LetterEmbedder());
          }

          @Override
          public PairJudge pairs() {
            return (a, b, deadline) -> 0;
          }

          @Override
          public CacheStore answers(AnswerSource source) {
            return new AnswerMaps();
          }

          @Override
          public Classifier classifier(ClassifierSource source) {
            return FakeClassifier.sureOf("math", 0.8);
          }

          @Override
          public Optional<RemoteModel> external(String name) {
            return Optional.of(
                new RemoteModel(name, URI.create("http://h"), "m", null, Duration.ZERO, 0, 1));
          }
        });
  }

  /** Binds a text as the entry of a list of signals, which is bound late. */
  private static <C extends Record> C bound(String yaml, Class<C> type) {
    var text = "version: v0.3\nrouting: {signals: {keywords: [" + yaml + "]}}\n";
    var loaded = ConfigLoader.load("example", text, Map.of(), false);
    var document = Objects.requireNonNull(loaded.document());
    ConfigNode.Mapping entry =
        Objects.requireNonNull(document.routing().signals().get("keywords")).getFirst();
    var problems = new Problems("example");
    var binder = new Binder(problems, new Places("example"), Vocabulary.standard(), false);
    var config = binder.bind(entry, type, "example");
    assertThat(problems.sorted()).isEmpty();
    return Objects.requireNonNull(config);
  }

  @Nested
  @ParameterizedClass
  @MethodSource("io.signalbox.parts.ContractsTest#signals")
  final class Signals extends SignalContract {
    private final Signal signal;

    Signals(Signal signal) {
      this.signal = signal;
    }

    @Override
    protected Signal signal() {
      return signal;
    }
  }

  @Nested
  @ParameterizedClass
  @MethodSource("io.signalbox.parts.ContractsTest#selectors")
  final class Selectors extends SelectorContract {
    private final Selecting part;

    Selectors(Selecting part) {
      this.part = part;
    }

    @Override
    protected Selector selector() {
      return part.selector();
    }

    @Override
    protected String type() {
      return part.type();
    }
  }

  @Nested
  @ParameterizedClass
  @MethodSource("io.signalbox.parts.ContractsTest#plugins")
  final class Plugins extends PluginContract {
    private final Plugin plugin;

    Plugins(Plugin plugin) {
      this.plugin = plugin;
    }

    @Override
    protected Plugin plugin() {
      return plugin;
    }
  }

  @Nested
  @ParameterizedClass
  @MethodSource("io.signalbox.parts.ContractsTest#protocols")
  final class Protocols extends ProtocolContract {
    private final Protocol protocol;

    Protocols(Protocol protocol) {
      this.protocol = protocol;
    }

    @Override
    protected Protocol protocol() {
      return protocol;
    }

    @Override
    protected String request(String model) {
      var own = ProtocolExample.BY_NAME.get(protocol.name());
      if (own != null) {
        return own.request().formatted(model);
      }
      return """
      \t{ "é\\ud83d\\ude00" : 12345678901234567890123456789, "stream":true,"temperature": 0.70,
       "messages" : [ {"role":"system","content":"caf\\u00e9 \\"日本\\" \\/"} ,
        {"content":[{"type":"text","text":"größe 😀"},{"type":"image_url","image_url":{"url":"data:,"}}],
         "role":"user","name":"ü"} ],
       "tools":[{"type":"function","function":{"name":"f","parameters":{"x":[1,[2,{"y":null}]]}}}],
       "model" :  "%s" , "metadata":{"a":"b"}, "chat_template_kwargs":{"k":1e400} }
      """
          .formatted(model);
    }

    @Override
    protected String reply(long prompt, long completion) {
      var own = ProtocolExample.BY_NAME.get(protocol.name());
      if (own != null) {
        return own.reply().formatted(prompt, completion);
      }
      return """
      {"id":"1","choices":[{"message":{"content":"a \\"usage\\": {} b"}}],
       "usage":{"prompt_tokens":%d,"prompt_tokens_details":{"cached_tokens":9},"completion_tokens":%d}}
      """
          .formatted(prompt, completion);
    }

    @Override
    protected String stream(long prompt, long completion) {
      var own = ProtocolExample.BY_NAME.get(protocol.name());
      if (own != null) {
        return own.stream().formatted(prompt, completion);
      }
      return """
      data: {"choices":[{"delta":{"content":"größe"}}],"usage":null}

      : a comment
      data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d}}

      data: [DONE]

      """
          .formatted(prompt, completion);
    }
  }
}
