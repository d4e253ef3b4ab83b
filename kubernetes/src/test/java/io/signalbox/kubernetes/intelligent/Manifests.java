package io.signalbox.kubernetes.intelligent;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.load.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Resources and files of tests, written as their users write them. */
public final class Manifests {
  /**
   * A file as the tier-aware example has it: it leaves models, signals and decisions to resources.
   */
  public static final String FILE =
      """
      version: v0.3
      listeners: []
      providers:
        defaults:
          default_model: house
          reasoning_families:
            effort: {type: reasoning_effort, parameter: reasoning_effort}
        models:
          - {name: house, provider_model_id: house, api_format: openai}
          - {name: elsewhere, provider_model_id: elsewhere}
      routing:
        modelCards:
          - {name: house, context_window_size: 8192}
          - {name: elsewhere}
        signals: {}
        projections: {}
        decisions: []
      global:
        router: {config_source: kubernetes, auto_model_name: auto, strategy: priority}
        model_catalog: {kbs: [], embeddings: null, modules: null}
        stores: {memory: null}
      """;

  private Manifests() {}

  /** The resources of a manifest; the one that stands first is the oldest, and each has a uid. */
  public static List<RoutingResource> of(String... manifests) {
    var resources = new ArrayList<RoutingResource>();
    for (var manifest : manifests) {
      for (var part : manifest.split("(?m)^---\\s*$", -1)) {
        var object = Serialization.unmarshal(part, GenericKubernetesResource.class);
        var kind = object.getKind().equals("IntelligentPool") ? Kind.POOL : Kind.ROUTE;
        var metadata = object.getMetadata();
        if (metadata.getCreationTimestamp() == null) {
          metadata.setCreationTimestamp("2026-01-01T00:00:%02dZ".formatted(resources.size()));
        }
        metadata.setUid(kind + metadata.getName());
        metadata.setGeneration(1L);
        resources.add(RoutingResource.of(kind, object));
      }
    }
    return resources;
  }

  /** A pool of models that have names alone; the first is the default. */
  public static String pool(String name, String... models) {
    var text = new StringBuilder();
    for (var model : models) {
      text.append("\n    - {name: ").append(model).append('}');
    }
    return """
    apiVersion: vllm.ai/v1alpha1
    kind: IntelligentPool
    metadata: {name: %s}
    spec:
      defaultModel: %s
      models:%s
    """
        .formatted(name, models[0], text);
  }

  /** A route with one keyword and one decision of the same name. */
  public static String route(String name, String signal, String word, int priority, String model) {
    return """
    apiVersion: vllm.ai/v1alpha1
    kind: IntelligentRoute
    metadata: {name: %s}
    spec:
      signals:
        keywords:
          - {name: %s, operator: OR, keywords: [%s], caseSensitive: false}
      decisions:
        - name: %s
          priority: %d
          signals:
            operator: AND
            conditions:
              - {type: keyword, name: %s}
          modelRefs:
            - {model: %s, useReasoning: false}
    """
        .formatted(name, signal, word, signal, priority, signal, model);
  }

  /** Reads {@link #FILE} with overlays. */
  public static Function<Overlay, Loaded> file() {
    return file(FILE);
  }

  public static Function<Overlay, Loaded> file(String yaml) {
    return overlay ->
        ConfigLoader.load("router.yaml", yaml, Map.of("SECRET", "told"), false, overlay);
  }
}
