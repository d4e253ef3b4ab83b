package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.BoundsConfig;
import io.signalbox.config.ProjectionsConfig;
import io.signalbox.config.load.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectionCheckTest {
  private static final String SCORES =
      "scores: [{name: s, method: weighted_sum, inputs: [{type: t, name: a, weight: 1}]}]";

  private static List<String> problems(String projections) {
    return Samples.problems("routing: {projections: {" + projections + "}}");
  }

  @Test
  void projectionsOfTheContractAreBound() {
    var document =
        Samples.document(
            """
            routing:
              projections:
                partitions:
                - {name: p, semantics: softmax_exclusive, temperature: 0.2, members: [a, b], default: b}
                scores:
                - name: s
                  method: weighted_sum
                  inputs:
                  - {type: keyword, name: k, weight: -0.5, value_source: confidence}
                  - {type: kb_metric, kb: x, metric: best_score, weight: 1, value_source: score}
                mappings:
                - name: m
                  source: s
                  method: multi_emit
                  calibration: {method: sigmoid_distance, slope: 10}
                  outputs: [{name: low, lt: 0.2}, {name: high, gte: 0.2}]
            """);
    var projections = document.routing().projections();
    assertThat(projections.partitions().getFirst().temperature()).isEqualTo(0.2);
    assertThat(projections.mappings().getFirst().outputs().getLast().bounds())
        .isEqualTo(new BoundsConfig(null, 0.2, null, null));
    assertThat(projections.mappings().getFirst().calibration().slope()).isEqualTo(10);
    assertThat(
            new ProjectionsConfig.Calibration(ProjectionsConfig.Curve.SIGMOID_DISTANCE, 0).slope())
        .isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: p, semantics: exclusive, members: [a], default: a} | two or more
          {name: p, semantics: exclusive, members: [a, a], default: a} | two or more
          {name: p, semantics: exclusive, members: [a, b], default: c} | one of a, b
          {name: p, semantics: softmax_exclusive, members: [a, b], default: b} | above 0
          {name: p, semantics: loud, members: [a, b], default: b} | one of exclusive
          """)
  void partitionsThatCannotBeAreRefused(String partition, String expectation) {
    assertThat(problems("partitions: [" + partition + "]"))
        .singleElement()
        .asString()
        .contains(expectation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: m, source: x, outputs: [{name: a, gt: 1}]} | x is unknown
          {name: m, source: s, outputs: []} | an output
          {name: m, source: s, method: multi_emit, outputs: [{name: a, gt: 1}]} | two or more
          {name: m, source: s, outputs: [{name: a}]} | no bound
          {name: m, source: s, outputs: [{name: a, gt: 1, gte: 1}]} | both gt and gte
          {name: m, source: s, outputs: [{name: a, gt: 1, lt: 1}]} | no number between
          {name: m, source: s, outputs: [{name: a, gt: 1}, {name: a, lt: 0}]} | a stands twice
          {name: m, source: s, calibration: {method: odd}, outputs: [{name: a, gt: 1}]} | sigmoid
          """)
  void mappingsThatCannotBeAreRefused(String mapping, String expectation) {
    assertThat(problems(SCORES + ", mappings: [" + mapping + "]"))
        .singleElement()
        .asString()
        .contains(expectation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: projection, name: x, weight: 1} | x is unknown
          {type: projection, name: o, weight: 1, value_source: confidence} | o is unknown
          {type: projection, name: s, weight: 1, value_source: raw} | score or confidence
          {type: keyword, name: a, weight: 1, value_source: score} | binary, confidence or raw
          {type: keyword, weight: 1} | missing
          {type: kb_metric, metric: m, weight: 1} | missing
          {type: keyword, name: a} | has no effect
          {type: keyword, name: a, weight: 1, match: 0} | counts as 1
          """)
  void inputsThatCannotBeAreToldOf(String input, String expectation) {
    assertThat(problems("scores: [{name: r, inputs: [" + input + "]}]"))
        .anySatisfy(problem -> assertThat(problem).contains(expectation));
  }

  @Test
  void aCycleIsRefusedWithItsWay() {
    assertThat(
            problems(
                """
                scores: [
                  {name: a, inputs: [{type: projection, name: b, weight: 1}]},
                  {name: b, inputs: [{type: projection, name: out, value_source: confidence, weight: 1}]},
                  {name: c, inputs: [{type: projection, name: a, weight: 1}]}],
                  mappings: [{name: m, source: c, outputs: [{name: out, gt: 0}]}]
                """))
        .singleElement()
        .asString()
        .contains("a cycle: a -> b -> c -> a");
    assertThat(problems("scores: [{name: a, inputs: [{type: projection, name: a, weight: 1}]}]"))
        .singleElement()
        .asString()
        .contains("a cycle: a -> a");
  }

  @Test
  void aChainOfManyScoresIsNoCycle() {
    var text = new StringBuilder("scores: [{name: s0, inputs: [{type: t, name: k, weight: 1}]}");
    for (int i = 1; i < 5_000; i++) {
      text.append(
          ", {name: s%d, inputs: [{type: projection, name: s%d, weight: 1}]}".formatted(i, i - 1));
    }
    assertThat(problems(text + "]")).isEmpty();
    var closed = text.toString().replace("{type: t, name: k,", "{type: projection, name: s4999,");
    assertThat(problems(closed + "]"))
        .singleElement()
        .asString()
        .contains("a cycle: s0 -> s4999", "…");
  }

  @Test
  void tieredBesideUntieredIsWarnedAbout() {
    assertThat(Samples.problems("routing: {decisions: [{name: a, tier: 1}, {name: b}]}"))
        .singleElement()
        .asString()
        .contains("warning: routing.decisions[1].tier: 0 stands before all tiers");
    assertThat(Samples.problems("routing: {decisions: [{name: a, tier: -1}]}"))
        .singleElement()
        .asString()
        .contains("tier: -1");
  }
}
