package io.signalbox.server.admin;

import io.signalbox.infer.Classification;
import io.signalbox.infer.Head;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.explain.Evaluation;
import tools.jackson.databind.json.JsonMapper;

/** What single heads of the signal encoder say of a text. */
final class HeadOperations {
  private final LearnedModels models;

  HeadOperations(LearnedModels models) {
    this.models = models;
  }

  /** Whether an answer needs facts that can be wrong. */
  Answer factCheck(Question question) {
    var text = Body.of(question).text("text");
    var watch = new Stopwatch();
    var word = word(models, Head.FACT_CHECK, text);
    boolean needed = "needed".equals(word.best());
    return AdminApi.ok(
        JsonMapper.shared()
            .createObjectNode()
            .put("needs_fact_check", needed)
            .put("label", needed ? "FACT_CHECK_NEEDED" : "NO_FACT_CHECK_NEEDED")
            .put("confidence", word.probability(word.best()))
            .put("processing_time_ms", watch.millis()));
  }

  /** What a user says of the answer before. */
  Answer feedback(Question question) {
    var text = Body.of(question).text("text");
    var watch = new Stopwatch();
    var word = word(models, Head.FEEDBACK, text);
    return AdminApi.ok(
        JsonMapper.shared()
            .createObjectNode()
            .put("feedback_type", word.best())
            .put("label", word.best())
            .put("confidence", word.probability(word.best()))
            .put("processing_time_ms", watch.millis()));
  }

  static Classification word(LearnedModels models, Head head, String text) {
    return models.loaded(
        setting -> setting.ports().classifier(head).classify(text, Evaluation.call().deadline()));
  }
}
