package io.signalbox.server.explain;

import io.signalbox.catalog.Catalog;
import io.signalbox.decide.Decision;
import io.signalbox.decide.ProjectionTrace;
import io.signalbox.engine.Recipe;
import io.signalbox.select.Selection;
import io.signalbox.signal.Fact;
import io.signalbox.signal.SignalName;
import java.time.Duration;
import java.util.LinkedHashSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an evaluation as JSON: the fields of the vLLM Semantic Router's answer to {@code
 * /api/v1/eval} and, when traced, what every signal, projection and rule said.
 */
public final class EvaluationJson {
  private final Evaluation evaluation;
  private final Catalog catalog;
  private final SignalNames names;
  private final boolean traced;

  private EvaluationJson(Evaluation evaluation, Catalog catalog, boolean traced) {
    this.evaluation = evaluation;
    this.catalog = catalog;
    this.names = new SignalNames(catalog);
    this.traced = traced;
  }

  /**
   * The answer.
   *
   * @param traced whether to tell why
   */
  public static ObjectNode of(Evaluation evaluation, Catalog catalog, boolean traced) {
    return new EvaluationJson(evaluation, catalog, traced).json();
  }

  private ObjectNode json() {
    var request = evaluation.request();
    var json =
        JsonMapper.shared()
            .createObjectNode()
            .put("original_text", request.evaluationText())
            .put("requested_model", request.model());
    var recipe = evaluation.recipe();
    if (recipe != null) {
      var explanation = recipe.explanation(evaluation.judgement());
      json.put("recipe", recipe.name());
      decision(json.putObject("decision_result"), recipe, explanation.projections());
      if (traced) {
        json.set("signals", SignalsJson.of(recipe, evaluation.readings()));
        json.set("projection_trace", ProjectionJson.of(explanation.projections()));
        json.set("eval_trace", TraceJson.of(explanation));
        var flip = recipe.nearestFlip(evaluation.judgement());
        json.set("nearest_flip", flip == null ? null : FlipJson.of(flip));
      }
    }
    selection(json);
    numbers(json);
    json.putObject("metrics")
        .put("evaluation_ms", millis(evaluation.judgement().took()))
        .put("total_ms", millis(evaluation.took()));
    return json;
  }

  private void decision(ObjectNode json, Recipe recipe, ProjectionTrace projections) {
    var decision = evaluation.verdict().decision();
    if (decision != null) {
      json.put("decision_name", decision.name())
          .put("confidence", evaluation.verdict().confidence())
          .put("algorithm", recipe.algorithm(decision.name()));
      var plugins = json.putArray("plugins");
      recipe.plugins(decision.name()).forEach(plugins::add);
      json.set("used_signals", used(decision));
    }
    var matched = names.of(evaluation.readings(), fact -> fact instanceof Fact.Holds);
    var unmatched = names.of(evaluation.readings(), fact -> fact instanceof Fact.Absent);
    for (var mapped : projections.mappings()) {
      for (var band : mapped.bands()) {
        switch (band.truth()) {
          case YES -> names.add(matched, output(band.output()));
          case NO -> names.add(unmatched, output(band.output()));
          case UNKNOWN -> {
            // Neither matched nor not: an input could not be read.
          }
        }
      }
    }
    json.set("matched_signals", matched);
    json.set("unmatched_signals", unmatched);
  }

  private static SignalName output(String name) {
    return new SignalName("projection", name);
  }

  private ObjectNode used(Decision decision) {
    var used = new LinkedHashSet<SignalName>();
    decision.rule().signals(used::add);
    var json = JsonMapper.shared().createObjectNode();
    used.forEach(name -> names.add(json, name));
    return json;
  }

  private void selection(ObjectNode json) {
    var selection = evaluation.selection();
    var recommended = json.putArray("recommended_models");
    if (selection == null) {
      json.put("selection_status", "unavailable");
      if (evaluation.refusal() != null) {
        json.put("selection_reason", evaluation.refusal().message());
      }
      return;
    }
    var recipe = evaluation.recipe();
    var decision = evaluation.decision();
    if (recipe == null || decision.isEmpty()) {
      recommended.add(selection.candidate().model().name());
    } else {
      recipe.candidates(decision).forEach(candidate -> recommended.add(candidate.model().name()));
    }
    json.put("selected_model", selection.candidate().model().name());
    json.put("selection_status", recipe != null && decision.isEmpty() ? "fallback" : "selected");
    json.put("selection_method", method(selection));
    json.put("selection_reason", selection.reason());
    if (recipe != null) {
      json.put("routing_decision", decision.isEmpty() ? "default" : decision);
    }
  }

  private String method(Selection selection) {
    if (!selection.algorithm().isEmpty()) {
      return selection.algorithm();
    }
    return evaluation.recipe() == null ? "specified" : "default";
  }

  private void numbers(ObjectNode json) {
    var confidences = json.putObject("signal_confidences");
    evaluation
        .readings()
        .facts()
        .forEach((name, fact) -> {
          if (fact instanceof Fact.Holds(double confidence)) {
            confidences.put(name.toString(), confidence);
          }
        });
    var values = json.putObject("signal_values");
    evaluation.readings().values().forEach((name, value) -> values.put(name.toString(), value));
    evaluation
        .failures()
        .forEach((type, reason) -> {
          // What --lenient left out was told at start; it is no failure of this evaluation.
          if (catalog.signalByLeaf(type).isPresent()) {
            json.withObjectProperty("signal_errors").put(type, reason);
          } else {
            json.withArrayProperty("unsupported_signals").add(type);
          }
        });
  }

  private static double millis(Duration took) {
    return Math.round(took.toNanos() / 1e3) / 1e3;
  }
}
