package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.signalbox.catalog.CheckingPorts;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the blocks of {@code spec.config} where a v0.3 document has them. What a router does not
 * support is left out with a warning where it changes no answer; where leaving it out would be
 * unsafe, it stays, and the router's own check refuses it.
 */
final class ConfigBlocks {
  private static final String CONFIG = "spec.config.";
  private static final String CATALOG = "global.model_catalog.";
  private static final Set<String> FAR_CACHES = Set.of("milvus", "qdrant", "hybrid");

  /** What the API server fills in and no router needs: nobody asked for it, so nobody is warned. */
  private static final Map<String, String> FILLED_IN =
      Map.ofEntries(
          Map.entry("embedding_models.use_cpu", "true"),
          Map.entry("embedding_models.embedding_config.preload_embeddings", "true"),
          Map.entry("response_cache.embedding_model", "mmbert"),
          Map.entry("semantic_cache.embedding_model", "mmbert"),
          Map.entry("prompt_guard.model_id", "models/mmbert32k-jailbreak-detector-merged"),
          Map.entry("prompt_guard.use_cpu", "true"));

  private final Draft draft;
  private final ObjectNode config;

  ConfigBlocks(Draft draft, ObjectNode config) {
    this.draft = draft;
    this.config = config;
  }

  /** Blocks that have no place in the document of any router of ours, removed from the config. */
  static void leaveOut(ObjectNode config, Draft draft) {
    FILLED_IN.forEach((path, value) -> forget(config, path, value));
    if (config.remove("api") != null) {
      draft.warning(CONFIG + "api", "has no effect: a call classifies one text");
    }
    for (var name : List.of("response_cache", "semantic_cache")) {
      if (config.get(name) instanceof ObjectNode cache) {
        farCache(cache, CONFIG + name, draft);
        if (!remoteEmbeddings(config)) {
          dimension(cache, CONFIG + name, draft);
        }
      }
    }
    if (config.get("decisions") instanceof ArrayNode decisions) {
      for (int i = 0; i < decisions.size(); i++) {
        if (decisions.get(i) instanceof ObjectNode decision
            && decision.remove("preferred_endpoints") != null) {
          draft.warning(
              CONFIG + "decisions[" + i + "].preferred_endpoints",
              "has no effect: the gateway picks the endpoint, by spec.vllmEndpoints[].weight");
        }
      }
    }
  }

  /** A cache elsewhere that the router has no client for: answers are kept in memory instead. */
  private static void farCache(ObjectNode cache, String place, Draft draft) {
    var type = cache.path("backend_type").asText("");
    if (FAR_CACHES.contains(type)) {
      cache.put("backend_type", "memory");
      draft.warning(
          place + ".backend_type",
          type
              + " is not supported, so each replica keeps answers in its own memory (expected:"
              + " redis or valkey, which replicas share)");
    }
    for (var block : List.of("milvus", "qdrant")) {
      if (cache.remove(block) != null && !FAR_CACHES.contains(type)) {
        draft.warning(place + "." + block, "has no effect beside backend_type " + type);
      }
    }
  }

  private static boolean remoteEmbeddings(ObjectNode config) {
    var tuning = config.path("embedding_models").path("embedding_config");
    return tuning.path("backend").asText("").equals("openai_compatible")
        || tuning.path("model_type").asText("").equals("remote");
  }

  /** The length of the vectors of another model, of which this router makes none. */
  private static void dimension(ObjectNode cache, String place, Draft draft) {
    for (var store : List.of("redis", "valkey")) {
      if (cache.path(store).path("index").get("vector_field") instanceof ObjectNode field
          && field.path("dimension").isNumber()
          && field.path("dimension").asInt() != CheckingPorts.DIMENSIONS) {
        field.remove("dimension");
        draft.warning(
            place + "." + store + ".index.vector_field.dimension",
            "is ignored, since the router's own vectors have " + CheckingPorts.DIMENSIONS);
      }
    }
  }

  private static void forget(ObjectNode config, String path, String value) {
    JsonNode node = config;
    var keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      node = node.path(keys[i]);
    }
    var last = keys[keys.length - 1];
    if (node instanceof ObjectNode mapping && mapping.path(last).asText("").equals(value)) {
      mapping.remove(last);
    }
  }

  /** Writes all blocks. */
  void write() {
    routing();
    embeddings();
    cache();
    tools();
    move("prompt_guard", CATALOG + "modules.prompt_guard");
    move("classifier.category_model", CATALOG + "modules.classifier.domain");
    move("classifier.pii_model", CATALOG + "modules.classifier.pii");
    move("reasoning_families", "providers.defaults.reasoning_families");
    move("default_reasoning_effort", "providers.defaults.default_reasoning_effort");
    move("observability.tracing", "global.services.observability.tracing");
    move("strategy", "global.router.strategy");
    replace("complexity_rules", "routing.signals.complexity");
    replace("decisions", "routing.decisions");
    new DomainNames(draft, config).declare();
  }

  private void routing() {
    if (!(config.get("routing") instanceof ObjectNode routing)) {
      return;
    }
    var shapes = Map.of("modelCards", "a list", "decisions", "a list", "signals", "a mapping");
    routing
        .properties()
        .forEach(entry -> {
          var key = entry.getKey();
          var value = entry.getValue();
          var shape = shapes.getOrDefault(key, "");
          boolean fits =
              shape.equals("a list") ? value.isArray() : shape.isEmpty() || value.isObject();
          if (fits) {
            draft.mapping("routing").set(key, value);
          } else if (!value.isNull()) {
            draft.problem(CONFIG + "routing." + key, "not " + shape);
          }
        });
    draft.comesFrom("routing", CONFIG + "routing");
  }

  private void embeddings() {
    move("embedding_models", CATALOG + "embeddings.semantic");
    if (!(config.get("embedding_models") instanceof ObjectNode semantic)) {
      return;
    }
    var tuning = semantic.get("embedding_config") instanceof ObjectNode block ? block : null;
    var backend = tuning == null ? null : tuning.remove("backend");
    if (backend == null
        && tuning != null
        && tuning.path("model_type").asText("").equals("remote")) {
      backend = TextNode.valueOf("openai_compatible");
    }
    if (backend != null) {
      draft.set(
          CATALOG + "embeddings.semantic.backend",
          backend,
          CONFIG + "embedding_models.embedding_config.backend");
    }
    if (tuning != null
        && semantic.get("endpoint") instanceof ObjectNode endpoint
        && !endpoint.has("dimensions")
        && tuning.has("target_dimension")) {
      endpoint.set("dimensions", tuning.get("target_dimension"));
    }
  }

  private void cache() {
    if (config.has("response_cache") && config.has("semantic_cache")) {
      draft.problem(
          CONFIG + "semantic_cache", "beside response_cache (expected: response_cache alone)");
    }
    move("semantic_cache", "global.stores.response_cache");
    move("response_cache", "global.stores.response_cache");
  }

  private void tools() {
    move("tools", "global.integrations.tools");
    if (config.get("tools") instanceof ObjectNode tools) {
      var path = tools.path("tools_db_path").asText("");
      if (path.isBlank() || path.equals("config/" + ToolsFile.NAME)) {
        tools.put("tools_db_path", ToolsFile.NAME);
      }
    }
  }

  /** Puts a block, named by a path in the config, at a path of the document. */
  private void move(String from, String to) {
    JsonNode node = config;
    for (var key : from.split("\\.", -1)) {
      node = node.path(key);
    }
    if (!node.isMissingNode() && !node.isNull()) {
      draft.set(to, node, CONFIG + from);
    }
  }

  /** Puts a block in the place of what {@code routing} says there. */
  private void replace(String from, String to) {
    var value = config.path(from);
    if (value.isEmpty()) {
      return;
    }
    var dot = to.lastIndexOf('.');
    if (draft.mapping(to.substring(0, dot)).has(to.substring(dot + 1))) {
      draft.warning(CONFIG + to, "is ignored, since there is " + CONFIG + from);
    }
    draft.set(to, value, CONFIG + from);
  }
}
