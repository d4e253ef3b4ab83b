package io.signalbox.operator.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.signalbox.kubernetes.resource.VllmEndpoint;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.backend.ResolvedBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The models of {@code spec.vllmEndpoints}. Each of them has a card, even while its backend is not
 * found: what decisions refer to and which model is the default must not change when a Service
 * comes and goes. Only addresses do.
 */
final class EndpointModels {
  private final Draft draft;
  private final List<VllmEndpoint> endpoints;
  private final Map<String, ResolvedBackend> backends = new LinkedHashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  EndpointModels(Draft draft, List<VllmEndpoint> endpoints, Resolution resolution) {
    this.draft = draft;
    this.endpoints = endpoints;
    resolution.backends().forEach(backend -> backends.putIfAbsent(backend.name(), backend));
    for (int i = 0; i < endpoints.size(); i++) {
      names.putIfAbsent(endpoints.get(i).name(), i);
    }
  }

  /** Writes cards, deployments and the default model. */
  void write() {
    var byModel = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < endpoints.size(); i++) {
      byModel.computeIfAbsent(endpoints.get(i).model(), _ -> new ArrayList<>()).add(i);
    }
    byModel.forEach((model, indices) -> {
      card(model, indices);
      deployment(model, indices);
    });
    defaultModel();
  }

  /** The first model of the endpoints; where there are none, that of the first card. */
  private void defaultModel() {
    var path = "providers.defaults.default_model";
    var first = draft.list("routing.modelCards").path(0).path("name");
    if (!endpoints.isEmpty()) {
      var model = TextNode.valueOf(literal(endpoints.getFirst().model()));
      draft.set(path, model, place(0) + ".model");
    } else if (first.isTextual()) {
      draft.set(path, first, "spec.config.routing.modelCards[0].name");
    }
  }

  /** A card that {@code spec.config.routing} has is kept, and gets the adapters that it lacks. */
  private void card(String model, List<Integer> indices) {
    var cards = draft.list("routing.modelCards");
    int at = 0;
    while (at < cards.size() && !cards.get(at).path("name").asText("").equals(literal(model))) {
      at++;
    }
    var path = "routing.modelCards[" + at + "]";
    if (at == cards.size()) {
      cards.addObject().put("name", literal(model));
      draft.comesFrom(path, place(indices.getFirst()));
      draft.comesFrom(path + ".name", place(indices.getFirst()) + ".model");
    }
    if (cards.get(at) instanceof ObjectNode card && adapters(card)) {
      indices.forEach(index -> loras(card, path, index));
    }
  }

  /** Whether adapters can be added: those of a card may be no list, which is told later. */
  private static boolean adapters(ObjectNode card) {
    return card.path("loras").isMissingNode() || card.path("loras").isArray();
  }

  private void loras(ObjectNode card, String path, int index) {
    var listed = endpoints.get(index).loras();
    for (int i = 0; listed != null && i < listed.size(); i++) {
      var lora = listed.get(i);
      var known = card.withArray("loras");
      var name = literal(lora.name());
      if (StreamSupport.stream(known.spliterator(), false)
          .noneMatch(one -> one.path("name").asText("").equals(name))) {
        draft.comesFrom(path + ".loras[" + known.size() + "]", place(index) + ".loras[" + i + "]");
        var entry = known.addObject().put("name", name);
        if (lora.description() != null) {
          entry.put("description", literal(lora.description()));
        }
      }
    }
  }

  private void deployment(String model, List<Integer> indices) {
    var found = indices.stream().filter(index -> backend(index) != null).toList();
    var family = indices.stream().filter(this::hasFamily).findFirst();
    if (found.isEmpty() && family.isEmpty()) {
      return;
    }
    var models = draft.list("providers.models");
    var path = "providers.models[" + models.size() + "]";
    var deployment = models.addObject().put("name", literal(model));
    draft.comesFrom(path, place(indices.getFirst()));
    draft.comesFrom(path + ".name", place(indices.getFirst()) + ".model");
    family.ifPresent(index -> {
      deployment.put("reasoning_family", endpoints.get(index).reasoningFamily());
      draft.comesFrom(path + ".reasoning_family", place(index) + ".reasoningFamily");
    });
    for (int index : found) {
      var refs = deployment.withArray("backend_refs");
      draft.comesFrom(path + ".backend_refs[" + refs.size() + "]", place(index));
      write(backends.get(endpoints.get(index).name()), refs.addObject());
    }
  }

  private static void write(@Nullable ResolvedBackend backend, ObjectNode ref) {
    if (backend != null) {
      ref.put("name", literal(backend.name()))
          .put("endpoint", backend.address())
          .put("protocol", backend.tls() ? "https" : "http")
          .put("weight", backend.weight());
    }
  }

  private @Nullable ResolvedBackend backend(int index) {
    var name = endpoints.get(index).name();
    // A name that stands twice is that of the first endpoint.
    return Integer.valueOf(index).equals(names.get(name)) ? backends.get(name) : null;
  }

  private boolean hasFamily(int index) {
    var family = endpoints.get(index).reasoningFamily();
    if (family == null || family.isBlank()) {
      return false;
    }
    boolean known =
        draft.mapping("providers.defaults").path("reasoning_families").path(family).isObject();
    if (!known) {
      draft.warning(
          place(index) + ".reasoningFamily",
          family
              + " is not defined, so the model is not told to reason (expected: an entry of"
              + " spec.config.reasoning_families)");
    }
    return known;
  }

  /** A text as it is: what stands here is a name, in which a dollar sign refers to nothing. */
  static String literal(String text) {
    return text.replace("$", "$$");
  }

  private static String place(int index) {
    return "spec.vllmEndpoints[" + index + "]";
  }
}
