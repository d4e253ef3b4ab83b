package io.signalbox.parts.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlgorithmConfigTest {
  private final Rig rig = new Rig();

  private static String with(String algorithm) {
    return Rig.MODELS + "    algorithm: " + algorithm + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: ''} | algorithm.type",
        "{type: Static} | Static is unknown, did you mean static?",
        "{type: static, multi_factor: {}} | algorithm.multi_factor: the block of another algorithm",
        "{type: static, multi_facto: {}} | unknown key, did you mean multi_factor?",
        "{type: static, static: {a: b}} | algorithm.static.a: unknown key",
        "{type: multi_factor, multi_factor: 3} | algorithm.multi_factor: 3 (expected: a mapping)",
        "{type: multi_factor, multi_factor: {latency_percentile: 101}} | latency_percentile: 101",
        "{type: multi_factor, multi_factor: {on_no_candidates: any}} | on_no_candidates: any",
        "{type: multi_factor, multi_factor: {slo: {max_cost: 1}}} | max_cost: unknown key",
        "{type: latency_aware} | tpot_percentile: missing",
        "{type: latency_aware, latency_aware: {}} | tpot_percentile: missing",
        "{type: latency_aware, latency_aware: {tpot_percentile: 0}} | 0 (expected: 1 to 100)",
        "{type: hybrid, hybrid: {cost_weight: -1}} | cost_weight: -1",
        "{type: static, on_error: skip} | on_error: skip (expected: one of fallback)",
        "{type: router_dc} | no embedding model",
        "{type: knn} | knn is not supported yet (expected: router_dc by descriptions",
        "{type: confidence} | global.services.gateway.fallback",
        "{type: workflows} | an agent in front of the router",
        "{type: elo} | elo was removed (expected: hybrid",
        "{type: bandit} | bandit was removed (expected: global.router.learning.adaptation",
      })
  void whatIsWrongIsRefusedWithAWayOut(String algorithm, String told) {
    assertThat(rig.problems(with(algorithm))).anyMatch(problem -> problem.contains(told));
    assertThat(rig.compile(with(algorithm), false).recipes()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: static, static: {}}",
        "{type: static, static: }",
        "{type: static, on_error: fallback}",
        "{type: multi_factor, multi_factor: {weights: {quality: -1, cost: 2}}}",
        "{type: latency_aware, latency_aware: {ttft_percentile: 100, description: fast}}",
        "{type: weighted}",
        "{type: cost}",
        "{type: hybrid}",
      })
  void whatIsRightHasNoProblem(String algorithm) {
    assertThat(rig.problems(with(algorithm))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"knn", "automix", "remom", "fusion", "ratings", "prompt"})
  void lenientlyTheFirstModelStandsInForWhatIsNotSupported(String type) {
    var compiled = rig.compile(with("{type: %s, %s: {a: b}}".formatted(type, type)), true);
    assertThat(compiled.problems())
        .isNotEmpty()
        .noneMatch(problem -> problem.isError())
        .anyMatch(problem -> problem.text().contains("warning") && problem.text().contains(type));
    assertThat(Rig.route(Objects.requireNonNull(compiled.recipes()).main()).model().name())
        .isEqualTo("cheap");
  }

  @Test
  void lenientlyARemovedAlgorithmIsRefusedAllTheSame() {
    assertThat(rig.compile(with("{type: elo}"), true).recipes()).isNull();
  }

  @Test
  void aProblemInABlockIsToldWithItsPlace() {
    assertThat(rig.problems(with("\n      type: cost\n      cost:\n        answer_tokens: -5")))
        .containsExactly(
            "c.yaml:18: routing.decisions[0].algorithm.cost.answer_tokens: -5"
                + " (expected: at least 0)");
  }

  @Test
  void weightsAreWarnedAboutWhereNobodyLooksAtThem() {
    var weights = Rig.MODELS.replace("{model: cheap}", "{model: cheap, weight: 3}");
    assertThat(rig.problems(weights)).singleElement().asString().contains("has no effect");
    assertThat(rig.problems(weights + "    algorithm: {type: weighted}\n")).isEmpty();
    assertThat(rig.problems(Rig.MODELS.replace("{model: cheap}", "{model: cheap, weight: -3}")))
        .singleElement()
        .asString()
        .contains("weight: -3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adaptation: {candidate_set: global} | decision, whose modelRefs may be more",
        "adaptation: {strategy: greedy} | one of routing_sampling",
        "protection: {scope: user} | one of conversation, session",
        "protection: {identity: {headers: {session: ' '}}} | not blank",
        "protection: {identity: {headers: {user: x}}} | user: unknown key",
        "protection: {tuning: {switch_margin: -0.1}} | at least 0",
        "protection: {tuning: {stay_bias: 0.1}} | stay_bias: unknown key",
        "state_store: {backend: redis} | each replica learns by itself",
        "state_store: {backend: disk} | one of local",
      })
  void learningIsCheckedToo(String key, String told) {
    var yaml =
        Rig.MODELS + "global:\n  router:\n    learning:\n      enabled: true\n      " + key + "\n";
    assertThat(rig.problems(yaml)).singleElement().asString().contains(told);
  }

  @Test
  void aPartOfLearningIsNotLetDoMoreThanTheDecision() {
    var yaml = Rig.MODELS + "    adaptations: {mode: bypass, protection: {mode: apply}}\n";
    assertThat(rig.problems(yaml))
        .singleElement()
        .asString()
        .contains("adaptations.protection.mode: apply (expected: bypass");
  }
}
