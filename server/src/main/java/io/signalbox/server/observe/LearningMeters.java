package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.engine.RouterEvents;
import io.signalbox.learn.Experience;
import io.signalbox.learn.Standing;
import io.signalbox.plugin.Routed;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Metrics of the scores of selected models, of what learning did, and of what was learnt. */
public final class LearningMeters implements RouterEvents {
  private final Histogram scores;
  private final Counter adjustments;

  public LearningMeters(PrometheusRegistry registry, Experience experience) {
    var meters = new Meters(registry);
    scores =
        meters.histogram(
            "llm_model_selection_score",
            "Scores of models that were selected.",
            Meters.SHARES,
            "method",
            "model");
    adjustments =
        meters.counter(
            "signalbox_learning_adjustments_total",
            "What learning did to selections.",
            "method",
            "action",
            "reason");
    gauge(registry, experience, "llm_model_elo_rating", "Elo rating.", Standing::rating);
    gauge(
        registry,
        experience,
        "llm_model_rl_beta_alpha",
        "Outcomes that found a model up to the task, and one.",
        standing -> (double) standing.good() + 1);
    gauge(
        registry,
        experience,
        "llm_model_rl_beta_beta",
        "Outcomes that wanted a better model, and one.",
        standing -> (double) standing.underpowered() + 1);
  }

  private static void gauge(
      PrometheusRegistry registry,
      Experience experience,
      String name,
      String help,
      ToDoubleFunction<Standing> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help + " By model and decision.")
        .labelNames("model", "category")
        .callback(callback ->
            experience
                .<Runnable>each((route, model, standing) ->
                    () -> {
                      var category =
                          route.recipe().equals("default")
                              ? route.decision()
                              : route.recipe() + "/" + route.decision();
                      callback.call(value.applyAsDouble(standing), model, category);
                    })
                .forEach(Runnable::run))
        .register(registry);
  }

  @Override
  public void routed(Routed routed, Duration took) {
    if (!routed.auto() || routed.decisionName().isEmpty()) {
      return;
    }
    var selection = routed.selection();
    var model = routed.model().name();
    var score = selection.scores().get(model);
    if (score != null) {
      scores.labelValues(selection.algorithm(), model).observe(score);
    }
    for (var adjustment : selection.learned().adjustments()) {
      adjustments.labelValues(adjustment.method(), adjustment.action(), adjustment.reason()).inc();
    }
  }
}
