package io.signalbox.server.admin;

import io.signalbox.infer.Entity;
import io.signalbox.parts.pii.PiiDetection;
import io.signalbox.parts.pii.PiiDetector;
import io.signalbox.parts.pii.PiiType;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.explain.Evaluation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds personal data in a text. */
final class PiiOperation {
  private static final int MOST_TYPES = 100;
  private static final String HIDDEN = "[DETECTED]";

  private final LearnedModels models;
  private final PiiDetector detector = new PiiDetector();

  PiiOperation(LearnedModels models) {
    this.models = models;
  }

  Answer answer(Question question) {
    var body = Body.of(question);
    return AdminApi.ok(found(body.text("text"), body.options()));
  }

  /** What is found in a text. */
  ObjectNode found(String text, Body options) {
    double threshold =
        options.share("confidence_threshold", models.modules().classifier().pii().threshold());
    Set<String> types = types(options);
    boolean positions = options.flag("return_positions", true);
    boolean masked = options.flag("mask_entities", false);
    boolean revealed = options.flag("reveal_entity_text", false);
    var watch = new Stopwatch();
    var detection = detect(text);
    var entities =
        detection.entities().stream()
            .filter(entity -> entity.score() >= threshold)
            .filter(entity -> types.isEmpty() || types.contains(entity.type()))
            .toList();
    var json = JsonMapper.shared().createObjectNode().put("has_pii", !entities.isEmpty());
    var array = json.putArray("entities");
    var masks = masks(text, entities);
    for (int i = 0; i < entities.size(); i++) {
      var entity = entities.get(i);
      var entry =
          array
              .addObject()
              .put("type", entity.type())
              .put("value", revealed ? text.substring(entity.start(), entity.end()) : HIDDEN)
              .put("confidence", entity.score());
      if (positions) {
        // Characters to most languages are code points; to this one they are UTF-16 code units.
        entry
            .put("start_position", text.codePointCount(0, entity.start()))
            .put("end_position", text.codePointCount(0, entity.end()));
      }
      if (masked) {
        entry.put("masked_value", masks.get(i));
      }
    }
    if (masked) {
      json.put("masked_text", masked(text, entities, masks));
    }
    return json.put("security_recommendation", entities.isEmpty() ? "allow" : "block")
        .put("coverage", detection.coverage().share())
        .put("processing_time_ms", watch.millis());
  }

  private PiiDetection detect(String text) {
    return models.loaded(
        setting -> detector.detect(text, setting.ports().encoder(), Evaluation.call().deadline()));
  }

  private static Set<String> types(Body options) {
    Set<String> types = new LinkedHashSet<>();
    for (var type : options.texts("entity_types", MOST_TYPES)) {
      types.add(
          PiiType.named(type)
              .orElseThrow(() ->
                  Refusal.invalid(
                      "entity_types: not known (expected: "
                          + String.join(", ", PiiType.names())
                          + ")"))
              .name());
    }
    return types;
  }

  /** One mask an entity; equal values have equal masks. */
  private static List<String> masks(String text, List<Entity> entities) {
    Map<String, Map<String, Integer>> numbers = new HashMap<>();
    return entities.stream()
        .map(entity -> {
          var known = numbers.computeIfAbsent(entity.type(), none -> new HashMap<>());
          int number =
              known.computeIfAbsent(
                  text.substring(entity.start(), entity.end()), none -> known.size() + 1);
          return "[%s_%d]".formatted(entity.type(), number);
        })
        .toList();
  }

  private static String masked(String text, List<Entity> entities, List<String> masks) {
    var masked = new StringBuilder();
    int from = 0;
    for (int i = 0; i < entities.size(); i++) {
      masked.append(text, from, entities.get(i).start()).append(masks.get(i));
      from = entities.get(i).end();
    }
    return masked.append(text, from, text.length()).toString();
  }
}
