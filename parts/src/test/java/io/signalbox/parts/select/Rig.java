package io.signalbox.parts.select;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Requests;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.Recipe;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.learn.Memory;
import io.signalbox.parts.StandardParts;
import io.signalbox.plugin.Routed;
import io.signalbox.select.FakeVitals;
import io.signalbox.select.Vitals;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A document whose decision has three candidates, and the surroundings of its selector. */
final class Rig implements Ports {
  static final String MODELS =
      """
      version: v0.3
      providers:
        models:
        - {name: cheap, pricing: {prompt_per_1m: 0.1, completion_per_1m: 0.4}}
        - {name: fine, pricing: {prompt_per_1m: 1, completion_per_1m: 2}}
        - {name: best, pricing: {prompt_per_1m: 5, completion_per_1m: 20}}
      routing:
        modelCards:
        - {name: cheap, quality_score: 0.4, context_window_size: 1000, description: aaaa}
        - {name: fine, quality_score: 0.7, context_window_size: 100000, description: bbbb}
        - {name: best, quality_score: 0.9, context_window_size: 100000}
        decisions:
        - name: d
          modelRefs: [{model: cheap}, {model: fine}, {model: best}]
      """;

  final FakeVitals vitals = new FakeVitals();
  final Memory memory = new Memory(InstantSource.system());
  private final Random random = new Random(42);
  @Nullable Embedder embedder;

  Compiled compile(String yaml, boolean lenient) {
    var loaded = ConfigLoader.load("c.yaml", yaml, Map.of(), lenient);
    return new RecipeCompiler(StandardParts.catalog(), this, RouterEvents.NONE, lenient)
        .compile(loaded);
  }

  /** A recipe whose algorithm is this mapping. */
  Recipe recipe(String algorithm) {
    return whole(MODELS + "    algorithm: " + algorithm + "\n");
  }

  Recipe whole(String yaml) {
    var compiled = compile(yaml, false);
    if (!compiled.problems().isEmpty()) {
      throw new AssertionError(compiled.problems());
    }
    return Objects.requireNonNull(compiled.recipes()).main();
  }

  List<String> problems(String yaml) {
    return compile(yaml, false).problems().stream().map(problem -> problem.text()).toList();
  }

  static Routed route(Recipe recipe) {
    return route(recipe, Requests.saying("hello"));
  }

  static Routed route(Recipe recipe, ChatRequest request) {
    return recipe.route(Calls.with(), request);
  }

  @Override
  public SignalEncoder encoder() {
    throw new AssertionError("a classifier was loaded");
  }

  @Override
  public Optional<Embedder> embedder() {
    return Optional.ofNullable(embedder);
  }

  @Override
  public Vitals vitals() {
    return vitals;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }
}
