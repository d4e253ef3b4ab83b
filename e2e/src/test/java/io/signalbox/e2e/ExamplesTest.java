package io.signalbox.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.backends.cache.CacheStores;
import io.signalbox.catalog.AnswerSource;
import io.signalbox.chat.Deadline;
import io.signalbox.config.DecisionConfig;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.StandardParts;
import io.signalbox.store.CacheStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is what it says: a configuration without a problem. */
final class ExamplesTest {
  static List<Path> examples() throws IOException {
    try (var files = Files.list(Parts.ROOT.resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleHasNoProblem(Path example) {
    var keys = Map.of("OPENAI_API_KEY", "a key", "ANTHROPIC_API_KEY", "another");
    var loaded = ConfigLoader.load(example, keys, false);
    var encoder = FakeEncoder.of((text, deadline) -> new Classification(Map.of("other", 1.0)));
    var ports =
        new io.signalbox.catalog.Ports() {
          @Override
          public SignalEncoder encoder() {
            return encoder;
          }

          @Override
          public Optional<Embedder> embedder() {
            return Optional.of(new NoEmbedder());
          }

          @Override
          public CacheStore answers(AnswerSource source) {
            return CacheStores.open(source);
          }
        };
    var compiler = new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, false);

    var compiled = compiler.compile(loaded);

    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.recipes()).isNotNull();
  }

  /** Is there and is not asked. */
  private record NoEmbedder() implements Embedder {
    @Override
    public String model() {
      return "none";
    }

    @Override
    public int dimensions() {
      return 1;
    }

    @Override
    public float[] embed(String text, Deadline deadline) {
      throw new AssertionError("a text was embedded");
    }
  }

  @Test
  void demoHasAllOfTheContractsDemo() {
    var loaded = ConfigLoader.load(World.EXAMPLE, Map.of(), false);
    var document = Objects.requireNonNull(loaded.document());

    assertThat(document.routing().decisions()).hasSize(15);
    assertThat(document.routing().decisions())
        .filteredOn(decision ->
            decision.plugins().stream().anyMatch(plugin -> plugin.type().equals("response_cache")))
        .extracting(DecisionConfig::name)
        .containsExactlyInAnyOrder("psychology_decision", "health_decision", "general_decision");
    assertThat(document.routing().signals().get("domains")).hasSize(14);
    assertThat(document.routing().signals().get("keywords")).hasSize(1);
    assertThat(document.routing().modelCards().getFirst().loras()).hasSize(6);
    assertThat(document.providers().defaults().reasoningFamilies())
        .containsOnlyKeys("deepseek", "qwen3", "gpt", "gpt-oss");
  }
}
