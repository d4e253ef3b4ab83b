package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.signalbox.chat.Usage;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.fleet.Model;

/** Metrics of what a reply cost in tokens, and how fast they came. */
final class TokenMeters {
  private final Counter all;
  private final Counter prompt;
  private final Counter completion;
  private final Histogram promptPerRequest;
  private final Histogram completionPerRequest;
  private final Histogram perToken;
  private final Counter cost;

  TokenMeters(Meters meters) {
    all = meters.counter("llm_model_tokens_total", "Tokens of prompts and answers.", "model");
    prompt = meters.counter("llm_model_prompt_tokens_total", "Tokens of prompts.", "model");
    completion = meters.counter("llm_model_completion_tokens_total", "Tokens of answers.", "model");
    promptPerRequest =
        meters.histogram(
            "llm_prompt_tokens_per_request", "Tokens of a prompt.", Meters.TOKENS, "model");
    completionPerRequest =
        meters.histogram(
            "llm_completion_tokens_per_request", "Tokens of an answer.", Meters.TOKENS, "model");
    perToken =
        meters.histogram(
            "llm_model_tpot_seconds", "Time for each token of an answer.", Meters.SLOW, "model");
    cost =
        meters.counter(
            "llm_model_cost_total", "What replies cost by configured prices.", "model", "currency");
  }

  /** Counts what a reply cost, where prices are known. */
  private void paid(Model model, Usage usage) {
    var pricing = model.traits().pricing();
    if (pricing != null) {
      cost.labelValues(model.name(), pricing.currency()).inc(pricing.of(usage));
    }
  }

  /** Counts what the backend told; a reply without counts is not counted. */
  void finished(Model served, Ending ending) {
    var model = served.name();
    var usage = ending.usage();
    if (usage == null || usage.prompt() < 0 || usage.completion() < 0) {
      return;
    }
    paid(served, usage);
    prompt.labelValues(model).inc(usage.prompt());
    completion.labelValues(model).inc(usage.completion());
    all.labelValues(model).inc(usage.prompt() + usage.completion());
    promptPerRequest.labelValues(model).observe((double) usage.prompt());
    completionPerRequest.labelValues(model).observe((double) usage.completion());
    if (usage.completion() > 0 && ending.complete()) {
      double seconds = RoutingMeters.seconds(ending.total());
      perToken.labelValues(model).observe(seconds / usage.completion());
    }
  }
}
