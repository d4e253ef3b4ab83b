package io.signalbox.server.replay;

import io.signalbox.store.ReplayRecord.Keys;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds records up. */
final class ReplaySums {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String UNKNOWN = "unknown";

  private final Map<String, Integer> states = new TreeMap<>();
  private final Map<String, Integer> models = new TreeMap<>();
  private final Map<String, Integer> decisions = new TreeMap<>();
  private final Map<String, Integer> signals = new TreeMap<>();
  private final Map<String, Tokens> byDecision = new TreeMap<>();
  private final Map<String, Tokens> byModel = new TreeMap<>();
  private final TreeSet<String> someRecipes = new TreeSet<>();
  private final TreeSet<String> someDecisions = new TreeSet<>();
  private final TreeSet<String> someModels = new TreeSet<>();
  private Tokens tokens = Tokens.NONE;
  private int records;
  private int uncounted;

  /** Tokens of prompts and of answers. */
  private record Tokens(long input, long output) {
    static final Tokens NONE = new Tokens(0, 0);

    Tokens plus(Tokens other) {
      return new Tokens(input + other.input, output + other.output);
    }

    ObjectNode into(ObjectNode json) {
      return json.put("input_tokens", input)
          .put("output_tokens", output)
          .put("total_tokens", input + output);
    }
  }

  /** Takes note of what can be asked for. */
  void offer(Keys keys) {
    note(someRecipes, keys.recipe());
    note(someDecisions, keys.decision());
    note(someModels, keys.selectedModel());
  }

  private static void note(TreeSet<String> some, String name) {
    if (!name.isEmpty()) {
      some.add(name);
    }
  }

  /** Adds a record. */
  void add(Keys keys, JsonNode record) {
    records++;
    var decision = keys.decision().isEmpty() ? UNKNOWN : keys.decision();
    var model = keys.selectedModel().isEmpty() ? UNKNOWN : keys.selectedModel();
    states.merge(record.path("lifecycle_state").asString(UNKNOWN), 1, Integer::sum);
    decisions.merge(decision, 1, Integer::sum);
    models.merge(model, 1, Integer::sum);
    record
        .path("signals")
        .properties()
        .forEach(signal -> signals.merge(signal.getKey(), signal.getValue().size(), Integer::sum));
    if (record.has("prompt_tokens")) {
      var used =
          new Tokens(
              record.path("prompt_tokens").asLong(0), record.path("completion_tokens").asLong(0));
      tokens = tokens.plus(used);
      byDecision.merge(decision, used, Tokens::plus);
      byModel.merge(model, used, Tokens::plus);
    } else {
      uncounted++;
    }
  }

  ObjectNode json() {
    var json = JSON.createObjectNode();
    json.put("object", "router_replay.aggregate");
    json.put("record_count", records);
    var lifecycle = json.putObject("lifecycle");
    for (var state : new String[] {"completed", "failed", "aborted", "in_progress", UNKNOWN}) {
      lifecycle.put(state, states.getOrDefault(state, 0));
    }
    counts(json.putArray("model_selection"), models);
    counts(json.putArray("decision_distribution"), decisions);
    counts(json.putArray("signal_distribution"), signals);
    tokens.into(json.putObject("token_volume")).put("excluded_record_count", uncounted);
    var breakdown = json.putObject("token_breakdown");
    tokens(breakdown.putArray("by_decision"), byDecision);
    tokens(breakdown.putArray("by_selected_model"), byModel);
    someRecipes.forEach(json.putArray("available_recipes")::add);
    someDecisions.forEach(json.putArray("available_decisions")::add);
    someModels.forEach(json.putArray("available_models")::add);
    return json;
  }

  private static void counts(ArrayNode array, Map<String, Integer> counts) {
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(one -> array.addObject().put("name", one.getKey()).put("value", one.getValue()));
  }

  private static void tokens(ArrayNode array, Map<String, Tokens> tokens) {
    tokens.forEach((name, used) -> used.into(array.addObject().put("name", name)));
  }
}
