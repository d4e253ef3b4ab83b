package io.signalbox.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.signalbox.engine.Remembering;
import io.signalbox.engine.RouterEvents;
import io.signalbox.learn.Fit;
import io.signalbox.learn.Memory;
import io.signalbox.learn.Outcome;
import io.signalbox.learn.Outcomes;
import io.signalbox.plugin.Routed;
import io.signalbox.select.Adjustment;
import io.signalbox.select.Learned;
import io.signalbox.select.Selection;
import io.signalbox.server.reload.Documents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningMetersTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Memory memory = new Memory(InstantSource.system());
  private final LearningMeters meters = new LearningMeters(registry, memory.experience());
  private final Calls calls = new Calls(RouterEvents.NONE);

  private Routed routed(String algorithm) {
    var routed = calls.router.explain(Documents.call("a"), Documents.request("auto", Calls.PROMPT));
    var selection =
        new Selection(routed.selection().candidate(), algorithm, "why")
            .withScores(Map.of("math-expert", 0.75))
            .withLearned(
                new Learned(
                    true,
                    "c",
                    "user_turn",
                    List.of("math-expert", "law-expert"),
                    List.of(new Adjustment("protection", "hold_current", "", "min_turns"))));
    return new Routed(
        routed.call(),
        routed.recipe(),
        routed.askedFor(),
        routed.readings(),
        routed.verdict(),
        selection);
  }

  private String told() throws IOException {
    var out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void selectionsAndWhatWasLearntAreCounted() throws IOException {
    meters.routed(routed("hybrid"), Duration.ZERO);
    var judged = routed("hybrid");
    new Remembering(memory).routed(judged, Duration.ZERO);
    var answer =
        new Outcomes(memory)
            .post("k", new Outcome(judged.call().key(), true, "math-expert", Fit.GOOD_FIT));
    assertThat(answer).isEqualTo(Outcomes.Answer.LEARNT);
    assertThat(told())
        .contains(
            "llm_model_selection_score_count{method=\"hybrid\",model=\"math-expert\"} 1",
            "signalbox_learning_adjustments_total{action=\"hold_current\",method=\"protection\","
                + "reason=\"min_turns\"} 1.0",
            "llm_model_elo_rating{category=\"math_decision\",model=\"math-expert\"} 1516.0",
            "llm_model_elo_rating{category=\"math_decision\",model=\"law-expert\"} 1484.0",
            "llm_model_rl_beta_alpha{category=\"math_decision\",model=\"math-expert\"} 2.0");
  }
}
