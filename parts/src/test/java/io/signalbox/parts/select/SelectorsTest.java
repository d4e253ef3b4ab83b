package io.signalbox.parts.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.infer.LetterEmbedder;
import io.signalbox.learn.Fit;
import io.signalbox.learn.Outcome;
import io.signalbox.learn.Outcomes;
import io.signalbox.select.RouteName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each algorithm makes of prices, latencies, load, outcomes and words. */
final class SelectorsTest {
  private final Rig rig = new Rig();

  private String picked(String algorithm) {
    return Rig.route(rig.recipe(algorithm)).model().name();
  }

  private String reason(String algorithm) {
    return Rig.route(rig.recipe(algorithm)).selection().reason();
  }

  @Test
  void multiFactorGoesByEachFactorAlone() {
    rig.vitals
        .perToken("cheap", 0.03)
        .perToken("fine", 0.01)
        .perToken("best", 0.02)
        .inFlight("cheap", 5)
        .inFlight("fine", 9);
    assertThat(picked("{type: multi_factor, multi_factor: {weights: {quality: 1}}}"))
        .isEqualTo("best");
    assertThat(picked("{type: multi_factor, multi_factor: {weights: {latency: 1}}}"))
        .isEqualTo("fine");
    assertThat(picked("{type: multi_factor, multi_factor: {weights: {cost: 1}}}"))
        .isEqualTo("cheap");
    assertThat(picked("{type: multi_factor, multi_factor: {weights: {load: 1}}}"))
        .isEqualTo("best");
    assertThat(reason("{type: multi_factor, multi_factor: {weights: {quality: 1}}}"))
        .isEqualTo("score 1: quality 0.9, tpot p95 20 ms, 5 USD/1M, 0 in flight");
  }

  @ParameterizedTest
  @CsvSource({
    "max_tpot_ms: 15, fine",
    "max_inflight: 4, best",
    "max_cost_per_1m: 1, fine",
    "max_cost_per_1m: 0.5, cheap",
    "max_ttft_ms: 1, best"
  })
  void multiFactorDropsWhatIsBeyondTheObjectives(String objective, String model) {
    rig.vitals
        .perToken("cheap", 0.03)
        .perToken("fine", 0.01)
        .perToken("best", 0.02)
        .inFlight("cheap", 5)
        .inFlight("fine", 9);
    assertThat(
            picked(
                "{type: multi_factor, multi_factor: {weights: {quality: 1}, slo: {%s}}}"
                    .formatted(objective)))
        .isEqualTo(model);
  }

  @Test
  void multiFactorDoesAsToldWhenNobodyKeepsToTheObjectives() {
    var algorithm =
        "{type: multi_factor, multi_factor: {slo: {max_cost_per_1m: 0.01}, on_no_candidates: %s}}";
    assertThat(picked(algorithm.formatted("cheapest"))).isEqualTo("cheap");
    assertThat(picked(algorithm.formatted("first"))).isEqualTo("cheap");
    var failed = Rig.route(rig.recipe(algorithm.formatted("fail"))).selection();
    assertThat(failed.candidate().name()).isEqualTo("cheap");
    assertThat(failed.algorithm()).isEmpty();
    assertThat(failed.reason()).contains("all 3 candidates are beyond the objectives");
  }

  @Test
  void multiFactorNeverPicksWhatAnotherIsBetterThanInEveryRespect() {
    long seed = 99;
    var random = new Random(seed);
    var models = List.of("cheap", "fine", "best");
    for (int i = 0; i < 300; i++) {
      var own = new Rig();
      for (var model : models) {
        own.vitals.perToken(model, 0.01 * (1 + random.nextInt(3)));
        own.vitals.inFlight(model, random.nextInt(3));
      }
      var recipe =
          own.recipe(
              "{type: multi_factor, multi_factor: {weights: {latency: %f, load: %f}}}"
                  .formatted(0.1 + random.nextDouble(), 0.1 + random.nextDouble()));
      var winner = Rig.route(recipe).model().name();
      for (var other : models) {
        boolean dominates =
            own.vitals.secondsPerToken(other, 95).orElseThrow()
                    < own.vitals.secondsPerToken(winner, 95).orElseThrow()
                && own.vitals.inFlight(other) < own.vitals.inFlight(winner);
        assertThat(dominates).as("seed %d, round %d", seed, i).isFalse();
      }
    }
  }

  @Test
  void latencyAwareTakesTheFastestAndSaysHowFast() {
    var algorithm =
        "{type: latency_aware, latency_aware: {tpot_percentile: 90, ttft_percentile: 50,"
            + " exploration: 0}}";
    assertThat(reason(algorithm)).contains("nothing is measured yet");
    assertThat(picked(algorithm)).isEqualTo("cheap");
    rig.vitals.perToken("fine", 0.021).toFirst("fine", 0.4);
    rig.vitals.perToken("best", 0.020).toFirst("best", 0.9);
    rig.vitals.perToken("cheap", 0.001);
    assertThat(picked(algorithm)).isEqualTo("fine");
    assertThat(reason(algorithm))
        .isEqualTo("fastest: tpot p90 21 ms, ttft p50 400 ms, 1 not measured");
    assertThat(
            picked("{type: latency_aware, latency_aware: {tpot_percentile: 90, exploration: 0}}"))
        .isEqualTo("cheap");
  }

  @Test
  void latencyAwareAsksNowAndThenWhatNobodyMeasured() {
    rig.vitals.perToken("fine", 0.02);
    var recipe =
        rig.recipe("{type: latency_aware, latency_aware: {tpot_percentile: 90, exploration: 0.2}}");
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < 10_000; i++) {
      counts.merge(Rig.route(recipe).model().name(), 1, Integer::sum);
    }
    assertThat(counts.getOrDefault("fine", 0)).isBetween(7800, 8200);
    assertThat(counts.getOrDefault("cheap", 0)).isBetween(850, 1150);
    rig.vitals.perToken("cheap", 0.03).perToken("best", 0.03);
    for (int i = 0; i < 1000; i++) {
      assertThat(Rig.route(recipe).model().name()).isEqualTo("fine");
    }
  }

  @Test
  void latenciesOfZeroAreCompared() {
    rig.vitals.perToken("fine", 0).perToken("best", 0).perToken("cheap", 0.1);
    assertThat(picked("{type: latency_aware, latency_aware: {tpot_percentile: 50}}"))
        .isEqualTo("fine");
  }

  @Test
  void costTakesWhatThisCallCostsLeast() {
    assertThat(picked("{type: cost}")).isEqualTo("cheap");
    assertThat(reason("{type: cost}")).isEqualTo("cheapest: 0.000103 USD for some 1 + 256 tokens");
    rig.vitals.answers("cheap", 100_000).answers("fine", 100);
    assertThat(picked("{type: cost}")).isEqualTo("fine");
  }

  @Test
  void whatHasNoPriceIsNotFreeAndWhatIsFreeIsCheapest() {
    var unpriced =
        Rig.MODELS.replace(
            "pricing: {prompt_per_1m: 0.1, completion_per_1m: 0.4}", "api_format: openai");
    assertThat(Rig.route(rig.whole(unpriced + "    algorithm: {type: cost}\n")).model().name())
        .isEqualTo("fine");
    var free = Rig.MODELS.replace("prompt_per_1m: 5, completion_per_1m: 20", "currency: USD");
    assertThat(Rig.route(rig.whole(free + "    algorithm: {type: cost}\n")).model().name())
        .isEqualTo("best");
    var factor = "    algorithm: {type: multi_factor, multi_factor: {weights: {cost: 1}}}\n";
    assertThat(Rig.route(rig.whole(free + factor)).model().name()).isEqualTo("best");
    var other = Rig.MODELS.replace("prompt_per_1m: 5,", "currency: EUR, prompt_per_1m: 0,");
    assertThat(Rig.route(rig.whole(other + "    algorithm: {type: cost}\n")).model().name())
        .as("another currency is not compared")
        .isEqualTo("cheap");
  }

  @Test
  void weightsBecomeShares() {
    var yaml =
        Rig.MODELS
                .replace("{model: cheap}", "{model: cheap, weight: 6}")
                .replace("{model: fine}", "{model: fine, weight: 3}")
                .replace("{model: best}", "{model: best, weight: 1}")
            + "    algorithm: {type: weighted}\n";
    var recipe = rig.whole(yaml);
    for (boolean named : new boolean[] {false, true}) {
      var counts = new HashMap<String, Integer>();
      for (int i = 0; i < 20_000; i++) {
        var call = named ? Calls.with("x-conversation-id", "c" + i) : Calls.with();
        counts.merge(recipe.route(call, Requests.saying("hello")).model().name(), 1, Integer::sum);
      }
      assertThat(counts.getOrDefault("cheap", 0) / 20_000.0).isCloseTo(0.6, within(0.015));
      assertThat(counts.getOrDefault("fine", 0) / 20_000.0).isCloseTo(0.3, within(0.015));
      assertThat(counts.getOrDefault("best", 0) / 20_000.0).isCloseTo(0.1, within(0.015));
    }
  }

  @Test
  void aNamedConversationKeepsItsModelAndFewMoveWithTheWeights() {
    var before = rig.whole(weighted(5, 5, 0));
    var after = rig.whole(weighted(5, 4, 0));
    int moved = 0;
    for (int i = 0; i < 5000; i++) {
      var call = Calls.with("x-session-id", "s" + i);
      var first = before.route(call, Requests.saying("one")).model().name();
      assertThat(before.route(call, Requests.saying("two")).model().name()).isEqualTo(first);
      assertThat(first).isNotEqualTo("best");
      var then = after.route(call, Requests.saying("one")).model().name();
      if (!then.equals(first)) {
        assertThat(then).isEqualTo("cheap");
        moved++;
      }
    }
    assertThat(moved / 5000.0).isCloseTo(0.5 - 4.0 / 9, within(0.02));
  }

  private static String weighted(int cheap, int fine, int best) {
    return Rig.MODELS
            .replace("{model: cheap}", "{model: cheap, weight: %d}".formatted(cheap))
            .replace("{model: fine}", "{model: fine, weight: %d}".formatted(fine))
            .replace("{model: best}", "{model: best, weight: %d}".formatted(best))
        + "    algorithm: {type: weighted}\n";
  }

  @Test
  void weightsOfZeroAreEven() {
    var recipe = rig.whole(weighted(0, 0, 0));
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < 3000; i++) {
      counts.merge(Rig.route(recipe).model().name(), 1, Integer::sum);
    }
    assertThat(counts.values()).allMatch(count -> count > 850);
  }

  @Test
  void hybridLeavesOutWhatIsNotThereAndFollowsOutcomes() {
    var algorithm = "{type: hybrid, hybrid: {automix_weight: 0, cost_weight: 0}}";
    assertThat(picked(algorithm)).isEqualTo("cheap");
    assertThat(reason(algorithm)).isEqualTo("score 0.5: experience 0.5, no embedding model");
    var outcomes = new Outcomes(rig.memory);
    var recipe = rig.recipe(algorithm);
    var selection = Rig.route(recipe).selection();
    for (int i = 0; i < 5; i++) {
      rig.memory.chosen("r" + i, new RouteName("default", "d"), selection);
      outcomes.post("k" + i, new Outcome("r" + i, true, "", Fit.UNDERPOWERED));
    }
    assertThat(Rig.route(recipe).model().name()).isEqualTo("fine");
    assertThat(picked("{type: hybrid, hybrid: {experience_weight: 0, cost_weight: 0}}"))
        .isEqualTo("best");
    assertThat(picked("{type: hybrid, hybrid: {experience_weight: 0, automix_weight: 0}}"))
        .isEqualTo("cheap");
  }

  @Test
  void routerDcGoesByDescriptions() {
    rig.embedder = new LetterEmbedder();
    var recipe = rig.recipe("{type: router_dc, router_dc: {require_descriptions: true}}");
    for (var entry : Map.of("aaa", "cheap", "bbb", "fine").entrySet()) {
      var routed = Rig.route(recipe, Requests.saying(entry.getKey()));
      assertThat(routed.model().name()).isEqualTo(entry.getValue());
      assertThat(routed.selection().algorithm()).isEqualTo("router_dc");
      assertThat(routed.selection().reason()).startsWith("description nearest: similarity 1");
    }
    var strict = rig.recipe("{type: router_dc, router_dc: {min_similarity: 0.9}}");
    assertThat(Rig.route(strict, Requests.saying("zzz")).selection().reason())
        .contains("below 0.9");
  }

  @Test
  void aPromptThatIsTooLongGoesWhereItFits() {
    for (var algorithm : new String[] {"{type: static}", "{type: cost}"}) {
      var routed = Rig.route(rig.recipe(algorithm), Requests.saying("word ".repeat(4000)));
      assertThat(routed.model().name()).isEqualTo("fine");
      assertThat(routed.selection().reason()).contains("too small for 5000 tokens: 1 of 3");
    }
    var huge = Rig.route(rig.recipe("{type: static}"), Requests.saying("word ".repeat(400_000)));
    assertThat(huge.model().name()).as("none can hold it").isEqualTo("cheap");
  }

  @Test
  void figuresAreShort() {
    assertThat(Figures.number(0)).isEqualTo("0");
    assertThat(Figures.number(0.15)).isEqualTo("0.15");
    assertThat(Figures.number(21.04)).isEqualTo("21");
    assertThat(Figures.number(1234.5)).isEqualTo("1235");
    assertThat(Figures.number(0.0000123456)).isEqualTo("0.0000123");
    assertThat(Figures.number(100)).isEqualTo("100");
  }
}
