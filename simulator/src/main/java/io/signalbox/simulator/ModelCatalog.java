package io.signalbox.simulator;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The models served at this moment. Safe for use by several threads. */
final class ModelCatalog {
  private final List<String> baseNames;
  private final String baseRoot;
  private final int maxModelLen;
  private final InstantSource clock;
  private final Map<String, Adapter> adapters = new LinkedHashMap<>();

  ModelCatalog(SimulatorOptions options, InstantSource clock) {
    this.baseNames = options.baseNames();
    this.baseRoot = options.model();
    this.maxModelLen = options.maxModelLen();
    this.clock = clock;
    options.loras().forEach(lora -> adapters.put(lora.name(), lora));
  }

  synchronized boolean hasAdapter(String id) {
    return adapters.containsKey(id);
  }

  /** The id that answers tell for a requested one. */
  synchronized String servedName(String requested) {
    if (baseNames.contains(requested)) {
      return baseNames.getFirst();
    }
    if (adapters.containsKey(requested)) {
      return requested;
    }
    throw Refusal.notFound("The model `" + requested + "` does not exist.");
  }

  synchronized void load(Adapter adapter) {
    if (adapters.containsKey(adapter.name()) || baseNames.contains(adapter.name())) {
      throw Refusal.invalidUserInput("LoRA adapter '" + adapter.name() + "' is already loaded.");
    }
    adapters.put(adapter.name(), adapter);
  }

  synchronized void unload(String name) {
    if (adapters.remove(name) == null) {
      throw Refusal.notFound("LoRA adapter '" + name + "' is not loaded.");
    }
  }

  synchronized ObjectNode toJson() {
    ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
    ArrayNode cards = list.putArray("data");
    baseNames.forEach(name -> card(cards, name, baseRoot).putNull("parent"));
    for (Adapter adapter : adapters.values()) {
      String parent = adapter.baseModelName();
      card(cards, adapter.name(), adapter.root())
          .put("parent", parent == null ? baseNames.getFirst() : parent);
    }
    cards.forEach(card -> ((ObjectNode) card).put("max_model_len", maxModelLen));
    return list;
  }

  private ObjectNode card(ArrayNode cards, String id, String root) {
    return cards
        .addObject()
        .put("id", id)
        .put("object", "model")
        .put("created", clock.instant().getEpochSecond())
        .put("owned_by", "vllm")
        .put("root", root);
  }
}
