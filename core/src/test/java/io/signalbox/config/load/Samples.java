package io.signalbox.config.load;

import io.signalbox.config.Document;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Loads texts for tests. */
public final class Samples {
  private Samples() {}

  /** What loading the text gives, with an empty environment. */
  public static Loaded load(String yaml) {
    return ConfigLoader.load("c.yaml", yaml, Map.of(), false);
  }

  public static Loaded lenient(String yaml) {
    return ConfigLoader.load("c.yaml", yaml, Map.of(), true);
  }

  /** The document of a text that must load without problems; the version is added. */
  public static Document document(String yaml) {
    var loaded = load("version: v0.3\n" + yaml);
    if (!loaded.problems().isEmpty()) {
      throw new AssertionError(loaded.problems());
    }
    return Objects.requireNonNull(loaded.document());
  }

  /** The texts of all problems; the version is added on a line of its own, as the first. */
  public static List<String> problems(String yaml) {
    return texts(load("version: v0.3\n" + yaml));
  }

  public static List<String> texts(Loaded loaded) {
    return loaded.problems().stream().map(Problem::text).toList();
  }
}
