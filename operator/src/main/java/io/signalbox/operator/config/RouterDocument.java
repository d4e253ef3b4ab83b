package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.signalbox.config.Document;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterSpec;
import io.signalbox.operator.backend.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a router is configured with.
 *
 * <p>The document is made in layers: the models of the endpoints, and the blocks of {@code
 * spec.config}. Then it is loaded and compiled as a router would at its start, so that what it
 * would refuse is known before any pod sees it. No secret is in it.
 *
 * @param yaml the v0.3 document, for {@code config.yaml}; secrets are {@code ${VARIABLE}}
 * @param toolsJson {@code tools_db.json}, beside it; {@code []} when the resource names no tools
 * @param secretVariables what the container's environment must have for the document to load
 * @param problems why a router would refuse the document, each with its place in the resource;
 *     empty when it would not
 * @param warnings what a router ignores or what is better said otherwise
 * @param restartHash SHA-256 in hexadecimal of what takes effect only by a start; empty when there
 *     are problems
 * @param adapters names of adapters by the model they belong to, in the order of the models
 */
public record RouterDocument(
    String yaml,
    String toolsJson,
    List<EnvVar> secretVariables,
    List<String> problems,
    List<String> warnings,
    String restartHash,
    Map<String, Set<String>> adapters) {
  /** How the document's file is named. */
  public static final String FILE = "config.yaml";

  /** What a ConfigMap holds at most is 1 MiB, its other fields included. */
  private static final int MAX_BYTES = 1_000_000;

  public RouterDocument {
    secretVariables = List.copyOf(secretVariables);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    adapters = Collections.unmodifiableMap(new LinkedHashMap<>(adapters));
  }

  /**
   * The document of a resource whose endpoints are resolved. The same input gives the same bytes.
   */
  public static RouterDocument build(SemanticRouter router, Resolution resolution) {
    var draft = new Draft();
    var root = draft.root();
    root.put("version", Document.VERSION).putArray("listeners");
    root.putObject("providers");
    root.putObject("routing");
    root.putObject("global");
    SemanticRouterSpec spec = router.getSpec();
    var own = spec == null ? List.<EnvVar>of() : environment(spec);
    var toolsJson = "[]";
    if (spec != null) {
      fill(draft, spec, own, resolution);
      toolsJson = tools(spec, draft);
    }
    var adapters = adapters(root);
    clean(root);
    var yaml = DocumentYaml.write(root);
    var variables = new ArrayList<>(own);
    variables.addAll(draft.secrets());
    var arguments = spec == null ? null : spec.args();
    var check = new DocumentCheck(draft, orEmpty(arguments), variables);
    var digest = check.digest(yaml, toolsJson);
    size(yaml, toolsJson, draft);
    return new RouterDocument(
        yaml,
        toolsJson,
        draft.secrets(),
        draft.problems(),
        draft.warnings(),
        draft.problems().isEmpty() ? digest : "",
        adapters);
  }

  private static void fill(
      Draft draft, SemanticRouterSpec spec, List<EnvVar> own, Resolution resolution) {
    var config = SpecJson.config(spec);
    ConfigBlocks.leaveOut(config, draft);
    var taken = own.stream().map(EnvVar::getName).collect(Collectors.toSet());
    new SecretTexts(draft, taken).replace(config, "spec.config");
    new ConfigBlocks(draft, config).write();
    new EndpointModels(draft, orEmpty(spec.vllmEndpoints()), resolution).write();
  }

  private static List<EnvVar> environment(SemanticRouterSpec spec) {
    return orEmpty(spec.env()).stream().filter(one -> Objects.nonNull(one.getName())).toList();
  }

  private static String tools(SemanticRouterSpec spec, Draft draft) {
    var config = spec.config();
    var listed = SpecJson.toolsDb(spec);
    if (!listed.isEmpty() && (config == null || config.tools() == null)) {
      draft.warning("spec.toolsDb", "has no effect without spec.config.tools");
    }
    return ToolsFile.of(listed, draft);
  }

  /** Takes away what stands there empty. */
  private static void clean(ObjectNode root) {
    for (var key : List.of("providers", "global")) {
      if (root.path(key).isEmpty()) {
        root.remove(key);
      }
    }
    if (root.path("routing").path("modelCards").isEmpty()) {
      ((ObjectNode) root.path("routing")).remove("modelCards");
    }
  }

  private static Map<String, Set<String>> adapters(JsonNode root) {
    var adapters = new LinkedHashMap<String, Set<String>>();
    for (var card : root.path("routing").path("modelCards")) {
      var names = new LinkedHashSet<String>();
      card.path("loras").forEach(lora -> names.add(written(lora)));
      adapters.put(written(card), Collections.unmodifiableSet(names));
    }
    return adapters;
  }

  private static String written(JsonNode named) {
    return named.path("name").asText("").replace("$$", "$");
  }

  private static void size(String yaml, String toolsJson, Draft draft) {
    int bytes =
        yaml.getBytes(StandardCharsets.UTF_8).length
            + toolsJson.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      draft.problem(
          "spec.config",
          bytes
              + " bytes as a document (expected: at most "
              + MAX_BYTES
              + ", as a ConfigMap holds)");
    }
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
