package io.signalbox.parts;

import io.signalbox.catalog.Ports;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.Recipe;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Documents for tests, compiled with the standard parts. */
public final class ExampleDocument {
  private static final String HEAD =
      """
      version: v0.3
      routing:
        modelCards: [{name: m}, {name: n}]
      """;

  private ExampleDocument() {}

  /** A document of two models and what follows under {@code routing}; lines count from four. */
  public static Compiled compile(Ports ports, String routing) {
    var loaded = ConfigLoader.load("c.yaml", HEAD + routing.indent(2), Map.of(), false);
    return new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, false)
        .compile(loaded);
  }

  /** The recipe of a document without problems. */
  public static Recipe recipe(Ports ports, String routing) {
    var compiled = compile(ports, routing);
    if (!compiled.problems().isEmpty()) {
      throw new AssertionError(compiled.problems());
    }
    return Objects.requireNonNull(compiled.recipes()).main();
  }

  /** What is wrong with a document. */
  public static List<String> problems(String routing) {
    return compile(none(), routing).problems().stream().map(Problem::text).toList();
  }

  /** Ports that nobody may ask. */
  public static Ports none() {
    return () -> {
      throw new AssertionError("a model was loaded");
    };
  }
}
