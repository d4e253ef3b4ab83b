package io.signalbox.server.admin;

import io.signalbox.infer.Head;
import io.signalbox.parts.guard.Assessment;
import io.signalbox.parts.guard.Origin;
import io.signalbox.parts.guard.PromptGuard;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.explain.Evaluation;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells whether a text attacks a model. */
final class SecurityOperation {
  private final LearnedModels models;

  SecurityOperation(LearnedModels models) {
    this.models = models;
  }

  Answer answer(Question question) {
    var body = Body.of(question);
    return AdminApi.ok(judged(body.text("text"), body.options()));
  }

  /** What is to be said of a text. */
  ObjectNode judged(String text, Body options) {
    double least =
        options.share("confidence_threshold", models.modules().promptGuard().threshold());
    var origin =
        Origin.valueOf(
            options.word("origin", List.of("user", "retrieved")).toUpperCase(Locale.ROOT));
    var watch = new Stopwatch();
    var assessment = assess(text, origin);
    boolean attack = assessment.risk() >= least;
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("is_jailbreak", attack)
            .put("risk_score", assessment.risk());
    var types = json.putArray("detection_types");
    if (attack) {
      assessment.labels().entrySet().stream()
          .filter(label -> label.getValue() >= least)
          .forEach(label -> types.add(label.getKey()));
    }
    json.put("confidence", attack ? assessment.risk() : 1 - assessment.risk())
        .put("recommendation", attack ? "block" : "allow")
        .put(
            "reasoning",
            "risk %.4f %s threshold %.4f"
                .formatted(assessment.risk(), attack ? "reaches" : "is below", least));
    var patterns = json.putArray("patterns_detected");
    assessment.techniques().forEach(technique -> patterns.add(technique.key()));
    return json.put("coverage", assessment.coverage().share())
        .put("processing_time_ms", watch.millis());
  }

  private Assessment assess(String text, Origin origin) {
    var positives = models.modules().promptGuard().positiveLabels();
    return models.loaded(setting ->
        new PromptGuard(setting.ports().classifier(Head.SAFETY), positives)
            .assess(text, origin, Evaluation.call().deadline()));
  }
}
