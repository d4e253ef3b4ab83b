package io.signalbox.server.admin;

import io.signalbox.decide.Decision;
import io.signalbox.engine.Recipe;
import io.signalbox.select.Selection;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.signal.Fact;
import io.signalbox.signal.SignalName;
import java.time.Duration;
import java.util.LinkedHashSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells how a request would be routed, and why, with every signal read. */
final class EvalOperation {
  private final AdminApi.Parts parts;

  EvalOperation(AdminApi.Parts parts) {
    this.parts = parts;
  }

  Answer answer(Question question) {
    var prompt = Prompt.read(question.body());
    var router = Operations.router(parts);
    var request = prompt.request(parts.catalog(), router.current().fleet());
    var preview = Preview.of(router, request);
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("original_text", request.evaluationText())
            .put("requested_model", request.model());
    var recipe = preview.recipe();
    if (recipe != null) {
      json.put("recipe", recipe.name());
      describeDecision(json.putObject("decision_result"), preview, recipe);
      json.set("eval_trace", Trace.of(preview, question.trace() || prompt.option("trace")));
    }
    describeSelection(json, preview);
    describeSignals(json, preview);
    json.putObject("metrics")
        .put("evaluation_ms", millis(preview.judgement().took()))
        .put("total_ms", millis(preview.took()));
    return AdminApi.ok(json);
  }

  private void describeDecision(ObjectNode json, Preview preview, Recipe recipe) {
    var decision = preview.verdict().decision();
    if (decision != null) {
      json.put("decision_name", decision.name());
      if (preview.selection() != null && !preview.selection().algorithm().isEmpty()) {
        json.put("algorithm", preview.selection().algorithm());
      }
      var plugins = json.putArray("plugins");
      recipe.plugins(decision.name()).forEach(plugins::add);
      json.set("used_signals", used(decision));
    }
    json.set(
        "matched_signals", preview.signals(parts.catalog(), fact -> fact instanceof Fact.Holds));
    json.set(
        "unmatched_signals", preview.signals(parts.catalog(), fact -> fact instanceof Fact.Absent));
  }

  private ObjectNode used(Decision decision) {
    var names = new LinkedHashSet<SignalName>();
    decision.rule().signals(names::add);
    var json = JsonMapper.shared().createObjectNode();
    names.forEach(name -> Preview.add(json, name, parts.catalog()));
    return json;
  }

  private static void describeSelection(ObjectNode json, Preview preview) {
    var selection = preview.selection();
    var recommended = json.putArray("recommended_models");
    if (selection == null) {
      json.put("selection_status", "unavailable");
      if (preview.refusal() != null) {
        json.put("selection_reason", preview.refusal().message());
      }
      return;
    }
    var recipe = preview.recipe();
    var decision = preview.decision();
    if (recipe == null || decision.isEmpty()) {
      recommended.add(selection.candidate().model().name());
    } else {
      recipe.candidates(decision).forEach(candidate -> recommended.add(candidate.model().name()));
    }
    json.put("selected_model", selection.candidate().model().name());
    json.put("selection_status", recipe != null && decision.isEmpty() ? "fallback" : "selected");
    json.put("selection_method", method(preview, selection));
    json.put("selection_reason", selection.reason());
    if (recipe != null) {
      json.put("routing_decision", decision.isEmpty() ? "default" : decision);
    }
  }

  private static String method(Preview preview, Selection selection) {
    if (!selection.algorithm().isEmpty()) {
      return selection.algorithm();
    }
    return preview.recipe() == null ? "specified" : "default";
  }

  private static void describeSignals(ObjectNode json, Preview preview) {
    var confidences = json.putObject("signal_confidences");
    preview
        .readings()
        .facts()
        .forEach((name, fact) -> {
          if (fact instanceof Fact.Holds(double confidence)) {
            confidences.put(name.toString(), confidence);
          }
        });
    if (!preview.failures().isEmpty()) {
      var errors = json.putObject("signal_errors");
      preview.failures().forEach(errors::put);
    }
  }

  private static double millis(Duration took) {
    return Math.round(took.toNanos() / 1e3) / 1e3;
  }
}
