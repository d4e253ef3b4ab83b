package io.signalbox.config.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.config.DecisionConfig;
import io.signalbox.config.RuleConfig;
import io.signalbox.config.RuleConfig.Operator;
import io.signalbox.config.load.Samples;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCheckTest {
  private static final String AT = "c.yaml:2: routing.decisions[0].rules";

  private static String yaml(String rules) {
    return "routing: {decisions: [{name: d, rules: " + rules + "}]}\n";
  }

  private static List<String> problems(String rules) {
    return Samples.problems(yaml(rules));
  }

  private static RuleConfig rule(String rules) {
    var loaded = Samples.load("version: v0.3\n" + yaml(rules));
    var document = Objects.requireNonNull(loaded.document(), loaded.problems().toString());
    return Objects.requireNonNull(document.routing().decisions().getFirst().rules());
  }

  @Test
  void aLeafHasTypeAndName() {
    assertThat(problems("{type: keyword, name: k}")).isEmpty();
    var rule = rule("{type: keyword, name: k}");
    assertThat(rule.isLeaf()).isTrue();
    assertThat(rule).isEqualTo(new RuleConfig("keyword", "k", null, null, null, null, List.of()));
  }

  @Test
  void absentRulesAreAbsent() {
    assertThat(Samples.document("routing: {decisions: [{name: d}]}\n").routing().decisions())
        .singleElement()
        .extracting(DecisionConfig::rules)
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"AND, AND", "and, AND", "Or, OR", "OR, OR"})
  void operatorsMayHaveAnyCase(String written, Operator expected) {
    var rules = "{operator: " + written + ", conditions: [{type: a, name: b}]}";
    assertThat(problems(rules)).isEmpty();
    assertThat(rule(rules).operator()).isEqualTo(expected);
  }

  @Test
  void rulesMayNest() {
    var rules =
        "{operator: AND, conditions: [{operator: NOT, conditions: [{type: a, name: b}]},"
            + " {operator: OR, conditions: [{type: a, name: c}]}]}";
    assertThat(problems(rules)).isEmpty();
    var first = rule(rules).conditions().getFirst();
    assertThat(first.operator()).isEqualTo(Operator.NOT);
    assertThat(first.conditions().getFirst().name()).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{operator: AND}",
        "{operator: AND, conditions: []}",
        "{conditions: []}",
        "{operator: and, conditions: null}",
        "{type: '', conditions: []}"
      })
  void anAndOfNothingIsFine(String rules) {
    assertThat(problems(rules)).isEmpty();
    var rule = rule(rules);
    assertThat(rule.isLeaf()).isFalse();
    assertThat(rule.operator()).isEqualTo(Operator.AND);
    assertThat(rule.conditions()).isEmpty();
  }

  @Test
  void aMissingOperatorIsOrWithAWarning() {
    var rules = "{conditions: [{type: a, name: b}]}";
    assertThat(problems(rules))
        .containsExactly(
            "c.yaml:2: warning: routing.decisions[0].rules.operator: missing, so it is OR"
                + " (expected: AND, OR or NOT)");
    assertThat(rule(rules).operator()).isEqualTo(Operator.OR);
  }

  @Test
  void anUnknownOperatorIsRefused() {
    assertThat(problems("{operator: NOR, conditions: [{type: a, name: b}]}"))
        .containsExactly(AT + ".operator: NOR (expected: one of and, or, not)");
  }

  @Test
  void anOrOfNothingIsWarnedAbout() {
    assertThat(problems("{operator: OR, conditions: []}"))
        .containsExactly(
            "c.yaml:2: warning: routing.decisions[0].rules.conditions: OR of nothing never matches"
                + " (expected: a condition)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | 0",
        "[{type: a, name: b}, {type: a, name: c}] | 2",
      })
  void aNotNeedsExactlyOneCondition(String conditions, int count) {
    assertThat(problems("{operator: NOT, conditions: " + conditions + "}"))
        .containsExactly(
            AT + ".conditions: " + count + " conditions of NOT (expected: exactly one)");
  }

  @Test
  void aNodeIsALeafOrHasConditions() {
    assertThat(problems("{type: a, name: b, operator: AND, conditions: [{type: a, name: c}]}"))
        .containsExactly(
            AT
                + ".conditions: both type and conditions"
                + " (expected: a type and name, or conditions)");
  }

  @Test
  void anOperatorOfALeafHasNoEffect() {
    assertThat(problems("{type: a, name: b, operator: AND}"))
        .containsExactly(
            "c.yaml:2: warning: routing.decisions[0].rules.operator: has no effect"
                + " (expected: no operator with a type)");
  }

  @Test
  void aLeafNeedsAName() {
    assertThat(problems("{type: a}"))
        .containsExactly(AT + ".name: missing (expected: the name of a signal)");
    assertThat(problems("{type: a, name: ' '}"))
        .containsExactly(AT + ".name: missing (expected: the name of a signal)");
  }

  @Test
  void aNameNeedsAType() {
    assertThat(problems("{name: b}"))
        .containsExactly(AT + ".type: missing (expected: the type of the signal b)");
  }

  @Test
  void problemsDeepInATreeHaveTheirPlace() {
    assertThat(
            Samples.problems(
                """
                routing:
                  decisions:
                  - name: d
                    rules:
                      operator: OR
                      conditions:
                      - {type: a, name: b}
                      - operator: AND
                        conditions:
                        - type: a
                          nam: b
                """))
        .containsExactly(
            "c.yaml:11: routing.decisions[0].rules.conditions[1].conditions[0].name: missing"
                + " (expected: the name of a signal)",
            "c.yaml:12: routing.decisions[0].rules.conditions[1].conditions[0].nam: unknown key,"
                + " did you mean name? (expected: one of type, name, label, predicate, on_error,"
                + " operator, conditions)");
  }

  @Test
  void treesHaveALimitedDepth() {
    var open = "{operator: AND, conditions: [";
    assertThat(problems(open.repeat(63) + "{type: a, name: b}" + "]}".repeat(63))).isEmpty();
    assertThat(problems(open.repeat(64) + "{type: a, name: b}" + "]}".repeat(64)))
        .singleElement()
        .asString()
        .endsWith("nested too deeply (expected: at most 64 levels)");
  }

  @Test
  void predicatesMustHoldSomeNumber() {
    assertThat(problems("{type: a, name: b, label: c, predicate: {gte: 0.5}, on_error: match}"))
        .isEmpty();
    assertThat(problems("{type: a, name: b, predicate: {gte: 0.5, lte: 0.5}}")).isEmpty();
    for (var predicate :
        List.of("{}", "{gt: 1, gte: 1}", "{lt: 1, lte: 1}", "{gt: 2, lt: 1}", "{gte: 1, lt: 1}")) {
      assertThat(problems("{type: a, name: b, predicate: " + predicate + "}"))
          .as(predicate)
          .singleElement()
          .asString()
          .contains("rules.predicate: ");
    }
    assertThat(problems("{type: a, name: b, predicate: {gt: .inf}}"))
        .singleElement()
        .asString()
        .contains("a number");
  }

  @Test
  void whatBelongsToALeafStandsBesideItsType() {
    assertThat(problems("{type: a, name: b, label: c}"))
        .singleElement()
        .asString()
        .contains("label: c (expected: a predicate beside it)");
    assertThat(problems("{operator: AND, on_error: match, conditions: [{type: a, name: b}]}"))
        .singleElement()
        .asString()
        .contains("on_error: stands beside no type");
    assertThat(problems("{type: a, name: b, on_error: maybe}"))
        .singleElement()
        .asString()
        .contains("one of no_match, match");
  }
}
