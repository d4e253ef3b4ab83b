package io.signalbox.engine;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.PluginPart;
import io.signalbox.catalog.Ports;
import io.signalbox.catalog.SelectorPart;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.FakeProtocol;
import io.signalbox.chat.Header;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.Default;
import io.signalbox.config.Doc;
import io.signalbox.config.NotBlank;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Head;
import io.signalbox.plugin.Next;
import io.signalbox.plugin.Plugin;
import io.signalbox.plugin.Routed;
import io.signalbox.plugin.Stage;
import io.signalbox.select.Selection;
import io.signalbox.select.Selector;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog of parts for tests, under names of the contract: {@code keyword} holds when the user's
 * text contains its first keyword, {@code domain} when the classifier is as sure of its name as
 * asked for. The plugins write down that they ran; {@code response_cache} answers by itself.
 */
final class FakeParts {
  /** An entry of {@code keywords} or {@code domains}. */
  record SignalConfig(
      @Doc("Name.") @NotBlank String name, @Doc("Words.") @Default("[]") List<String> keywords) {}

  /** Configuration of a plugin. */
  record PluginConfig(@Doc("Anything.") @Default("") String note) {}

  private final List<String> log = new ArrayList<>();

  /** What the plugins wrote down, in order. */
  List<String> log() {
    return log;
  }

  Catalog catalog() {
    return new Catalog(
        List.of(
            new SignalPart<>(
                    "keywords",
                    "keyword",
                    SignalConfig.class,
                    false,
                    (configs, setting, findings) ->
                        configs.stream().<Signal>map(Keyword::new).toList())
                .withMatched("keywords"),
            new SignalPart<>(
                    "domains",
                    "domain",
                    SignalConfig.class,
                    true,
                    (configs, setting, findings) -> {
                      var topics = setting.ports().classifier(Head.DOMAIN);
                      double threshold =
                          setting
                              .global()
                              .modelCatalog()
                              .modules()
                              .classifier()
                              .domain()
                              .threshold();
                      return configs.stream()
                          .<Signal>map(c -> new Domain(c.name(), topics, threshold))
                          .toList();
                    })
                .withMatched("domains")),
        List.of(
            selector("static", c -> new Selection(c.candidates().getFirst(), "static", "first")),
            selector(
                "latency_aware",
                c -> new Selection(c.candidates().getLast(), "latency_aware", "last")),
            selector(
                "hybrid",
                c -> {
                  throw new IllegalStateException("broken");
                })),
        List.of(
            plugin("header_mutation", Stage.SHAPE),
            plugin("request_params", Stage.SHAPE),
            plugin("system_prompt", Stage.ENRICH),
            plugin("rag", Stage.ENRICH),
            plugin("response_cache", Stage.CACHE),
            plugin("response_jailbreak", Stage.GUARD)),
        List.of(new FakeProtocol()));
  }

  /** The catalog with some of its signals marked as guards. */
  Catalog guarding(String... leafTypes) {
    var plain = catalog();
    var marked =
        plain.signals().stream()
            .<SignalPart<?>>map(part -> marked(part, List.of(leafTypes).contains(part.leafType())))
            .toList();
    return new Catalog(marked, plain.selectors(), plain.plugins(), plain.protocols());
  }

  private static <C extends Record> SignalPart<C> marked(SignalPart<C> part, boolean safety) {
    return new SignalPart<>(
        part.listKey(), part.leafType(), part.config(), part.category(), safety, part.factory());
  }

  private record NoConfig() {}

  private static SelectorPart<NoConfig> selector(String type, Selector selector) {
    return new SelectorPart<>(type, NoConfig.class, (config, setting, findings) -> selector);
  }

  private PluginPart<PluginConfig> plugin(String type, Stage stage) {
    return new PluginPart<>(
        type,
        PluginConfig.class,
        (config, setting, findings) ->
            config.note().equals("off")
                ? Optional.empty()
                : Optional.of(new Noting(type, stage, config.note(), log)));
  }

  /** Compiles a document without problems, the version added. */
  static Recipes recipes(Catalog catalog, Ports ports, RouterEvents events, String yaml) {
    var compiled = compile(catalog, ports, events, yaml, false);
    var recipes = compiled.recipes();
    if (recipes == null) {
      throw new AssertionError(compiled.problems());
    }
    return recipes;
  }

  static Compiled compile(
      Catalog catalog, Ports ports, RouterEvents events, String yaml, boolean lenient) {
    var loaded = ConfigLoader.load("c.yaml", "version: v0.3\n" + yaml, Map.of(), lenient);
    return new RecipeCompiler(catalog, ports, events, lenient).compile(loaded);
  }

  /** Ports that nobody may ask. */
  static Ports none() {
    return () -> {
      throw new AssertionError("a model was loaded");
    };
  }

  private record Keyword(SignalConfig config) implements Signal {
    @Override
    public String type() {
      return "keyword";
    }

    @Override
    public Set<String> names() {
      return Set.of(config.name());
    }

    @Override
    public Cost cost() {
      return Cost.FREE;
    }

    @Override
    public Reading read(Call call, ChatRequest request) {
      return config.keywords().stream().anyMatch(request.evaluationText()::contains)
          ? Reading.hit(config.name(), 1.0)
          : Reading.miss();
    }
  }

  private record Domain(String name, Classifier topics, double threshold) implements Signal {
    @Override
    public String type() {
      return "domain";
    }

    @Override
    public Set<String> names() {
      return Set.of(name);
    }

    @Override
    public Cost cost() {
      return Cost.MODEL;
    }

    @Override
    public Reading read(Call call, ChatRequest request) {
      var sure = topics.classify(request.evaluationText(), call.deadline()).probability(name);
      return sure >= threshold ? Reading.hit(name, sure) : Reading.miss();
    }
  }

  private record Noting(String type, Stage stage, String note, List<String> log) implements Plugin {
    @Override
    public ChatReply around(Routed routed, ChatRequest request, Next next) {
      log.add("> " + type);
      try {
        return switch (note) {
          case "answer" ->
              new ChatReply(
                  200,
                  new Headers(List.of(new Header("x-answered-by", type))),
                  HeaderEdits.NONE,
                  ReplyBody.of("cached".getBytes(StandardCharsets.UTF_8)));
          case "break before" -> throw new IllegalStateException("broken");
          case "break after" -> {
            next.proceed(request);
            throw new IllegalStateException("broken");
          }
          case "ask twice" -> {
            next.proceed(request).body().close();
            yield next.proceed(request);
          }
          default -> next.proceed(request);
        };
      } finally {
        log.add("< " + type);
      }
    }
  }
}
