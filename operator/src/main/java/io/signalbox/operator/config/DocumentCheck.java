package io.signalbox.operator.config;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.CheckingPorts;
import io.signalbox.config.Document;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.FixedAtStart;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.StandardParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads and compiles a document as a router would at its start, with stand-ins for secrets. */
final class DocumentCheck {
  private static final String STAND_IN = "stand-in";
  private static final String DIRECTORY = "VLLM_SR_CONFIG_BASE_DIR";
  private static final String LENIENT = "--lenient";
  private static final Catalog CATALOG = StandardParts.catalog();

  private final Draft draft;
  private final boolean lenient;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param arguments of the router
   * @param variables of its container
   */
  DocumentCheck(Draft draft, List<String> arguments, List<EnvVar> variables) {
    this.draft = draft;
    this.lenient = arguments.contains(LENIENT);
    for (var variable : variables) {
      var value = variable.getValue();
      boolean known = variable.getValueFrom() == null && value != null && !value.contains("$(");
      environment.put(variable.getName(), known ? value : STAND_IN);
    }
  }

  /** Tells the draft what is wrong, and returns what takes effect only by a start, as a digest. */
  String digest(String yaml, String toolsJson) {
    if (!yaml.contains(ToolsFile.NAME)) {
      return judged(yaml);
    }
    try {
      var folder = Files.createTempDirectory("signalbox-check");
      var tools = folder.resolve(ToolsFile.NAME);
      try {
        Files.writeString(tools, toolsJson);
        environment.put(DIRECTORY, folder.toString());
        return judged(yaml);
      } finally {
        Files.deleteIfExists(tools);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no document can be checked without a temporary folder", e);
    }
  }

  private String judged(String yaml) {
    var loaded = ConfigLoader.load(RouterDocument.FILE, yaml, environment, lenient);
    var ports = new CheckingPorts(_ -> {}, _ -> {});
    var compiled = new RecipeCompiler(CATALOG, ports, RouterEvents.NONE, lenient).compile(loaded);
    compiled.problems().forEach(this::tell);
    return digest(loaded.document(), compiled);
  }

  private static String digest(@Nullable Document document, Compiled compiled) {
    return document == null || compiled.recipes() == null ? "" : FixedAtStart.digest(document);
  }

  private void tell(Problem problem) {
    var place = draft.origin(problem.path());
    var expected =
        problem.expectation().isEmpty() ? "" : " (expected: " + problem.expectation() + ")";
    var text = problem.value() + expected;
    if (!problem.isError()) {
      draft.warning(place, text);
    } else if (problem.path().endsWith("tools_db_path") && elsewhere(problem.value())) {
      draft.warning(place, "cannot be read here, so it must be in the image or on a volume");
    } else {
      draft.problem(place, text);
    }
  }

  /** Whether a file is meant that the operator does not write. */
  private static boolean elsewhere(String value) {
    return value.endsWith(": no such file") && !value.contains(ToolsFile.NAME + ":");
  }
}
