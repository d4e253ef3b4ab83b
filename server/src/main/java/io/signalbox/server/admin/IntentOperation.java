package io.signalbox.server.admin;

import io.signalbox.infer.Classification;
import io.signalbox.infer.Head;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.explain.Evaluation;
import io.signalbox.server.explain.EvaluationJson;
import io.signalbox.server.explain.SignalNames;
import io.signalbox.signal.Fact;
import java.util.Comparator;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells the topic of a text, and where it would be routed. */
final class IntentOperation {
  /** From which confidence on a category counts as certain when the caller does not say. */
  private static final double CERTAIN = 0.7;

  private final AdminApi.Parts parts;

  IntentOperation(AdminApi.Parts parts) {
    this.parts = parts;
  }

  Answer answer(Question question) {
    return AdminApi.ok(described(Prompt.read(question.body())));
  }

  /** What is to be said of a prompt. */
  ObjectNode described(Prompt prompt) {
    var router = Operations.router(parts);
    var request = prompt.request(parts.catalog(), router.current().fleet());
    var text = request.evaluationText();
    if (text.isBlank()) {
      throw Refusal.invalid("messages: without text (expected: text to classify)");
    }
    double threshold = prompt.options().path("confidence_threshold").asDouble(CERTAIN);
    var watch = new Stopwatch();
    var classification = HeadOperations.word(new LearnedModels(parts), Head.DOMAIN, text);
    double millis = watch.millis();
    var preview = Evaluation.of(router, request);
    var json = JsonMapper.shared().createObjectNode();
    var best = classification.best();
    double confidence = classification.probability(best);
    json.putObject("classification")
        .put("category", best)
        .put("confidence", confidence)
        .put("processing_time_ms", millis);
    if (prompt.option("return_probabilities")) {
      probabilities(json.putObject("probabilities"), classification);
    }
    describe(json, preview, confidence >= threshold);
    if (prompt.option("include_explanation")) {
      json.set("explanation", EvaluationJson.of(preview, parts.catalog(), true).path("eval_trace"));
    }
    return json;
  }

  static void probabilities(ObjectNode json, Classification classification) {
    classification.probabilities().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> json.put(entry.getKey(), entry.getValue()));
  }

  private void describe(ObjectNode json, Evaluation preview, boolean certain) {
    if (preview.selection() != null) {
      json.put("recommended_model", preview.selection().candidate().model().name());
    }
    var decision = preview.decision();
    if (!decision.isEmpty()) {
      json.put("routing_decision", decision);
    } else {
      json.put(
          "routing_decision", certain ? "high_confidence_specialized" : "low_confidence_general");
    }
    json.set(
        "matched_signals",
        new SignalNames(parts.catalog())
            .of(preview.readings(), fact -> fact instanceof Fact.Holds));
    if (!decision.isEmpty()) {
      var rules =
          json.putObject("decision_result")
              .put("decision_name", decision)
              .put("confidence", preview.verdict().confidence())
              .putArray("matched_rules");
      preview.verdict().matched().forEach(name -> rules.add(name.toString()));
    }
    if (!preview.failures().isEmpty()) {
      var errors = json.putObject("signal_errors");
      preview.failures().forEach(errors::put);
    }
  }
}
