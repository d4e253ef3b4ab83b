package io.signalbox.bench;

import io.signalbox.catalog.Ports;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to load a document of 2,000 decisions over 500 signals; first when cold. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LoadBenchmark {
  private static final Ports NO_MODELS =
      () -> {
        throw new IllegalStateException("a document of keywords asked for a model");
      };

  private String yaml = "";

  /** Writes the document. */
  @Setup
  public void prepare() {
    var random = new Random(5);
    var text = new StringBuilder("version: v0.3\nproviders: {defaults: {default_model: m}}\n");
    text.append("routing:\n  modelCards: [{name: m}]\n  signals:\n    keywords:\n");
    for (int i = 0; i < 500; i++) {
      text.append(
          "    - {name: k%d, operator: OR, keywords: [word%d, other%d]}\n".formatted(i, i, i));
    }
    text.append("  decisions:\n");
    for (int i = 0; i < 2_000; i++) {
      text.append("  - name: d%d\n    priority: %d\n    rules:\n".formatted(i, i));
      text.append("      operator: AND\n      conditions:\n");
      for (int k = 0; k < 4; k++) {
        text.append("      - {type: keyword, name: k%d}\n".formatted(random.nextInt(500)));
      }
      text.append("    modelRefs: [{model: m}]\n");
    }
    yaml = text.toString();
  }

  private Compiled compile() {
    var loaded = ConfigLoader.load("c.yaml", yaml, Map.of(), false);
    var compiled =
        new RecipeCompiler(StandardParts.catalog(), NO_MODELS, RouterEvents.NONE, false)
            .compile(loaded);
    if (compiled.recipes() == null) {
      throw new IllegalStateException(compiled.problems().toString());
    }
    return compiled;
  }

  /** In a virtual machine that has loaded nothing yet. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(3)
  public Compiled cold() {
    return compile();
  }

  /** As a reload does. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Warmup(iterations = 3, time = 2)
  @Measurement(iterations = 5, time = 2)
  @Fork(1)
  public Compiled warm() {
    return compile();
  }
}
