package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Catalog;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReviewTest {
  private static final String HEAD =
      """
      version: v0.3
      providers: {defaults: {default_model: m}}
      routing:
        modelCards: [{name: m}]
        signals: {keywords: [{name: a}, {name: b}, {name: c}]}
      """;

  private static List<String> found(String yaml) {
    return found(yaml, new FakeParts().catalog());
  }

  private static List<String> found(String yaml, Catalog catalog) {
    var loaded = ConfigLoader.load("c.yaml", yaml, Map.of(), false);
    var compiled =
        new RecipeCompiler(catalog, FakeParts.none(), RouterEvents.NONE, false).compile(loaded);
    assertThat(compiled.problems()).filteredOn(Problem::isError).isEmpty();
    return Review.of(loaded, Objects.requireNonNull(compiled.recipes()), catalog).stream()
        .map(Problem::text)
        .toList();
  }

  /** What is found about decisions that read every signal. */
  private static List<String> decisions(String... decisions) {
    var all =
        "{name: reader, priority: 99, rules: {operator: AND, conditions: ["
            + "{type: keyword, name: a}, {type: keyword, name: b}, {type: keyword, name: c}]}}";
    return found(HEAD + "  decisions: [%s, %s]\n".formatted(String.join(", ", decisions), all));
  }

  private static String decision(String name, int priority, String rule) {
    return "{name: %s, priority: %d, rules: %s}".formatted(name, priority, rule);
  }

  private static final String A = "{type: keyword, name: a}";
  private static final String B = "{type: keyword, name: b}";
  private static final String C = "{type: keyword, name: c}";

  private static String and(String... parts) {
    return "{operator: AND, conditions: [%s]}".formatted(String.join(", ", parts));
  }

  private static String or(String... parts) {
    return "{operator: OR, conditions: [%s]}".formatted(String.join(", ", parts));
  }

  private static String not(String part) {
    return "{operator: NOT, conditions: [%s]}".formatted(part);
  }

  @Test
  void soundDocumentIsLeftAlone() {
    assertThat(decisions(decision("x", 3, and(A, B)), decision("y", 2, A), decision("z", 1, B)))
        .isEmpty();
  }

  @Test
  void narrowDecisionBehindAWideOneNeverWins() {
    assertThat(decisions(decision("narrow", 1, and(A, B)), decision("wide", 2, or(A, C))))
        .singleElement()
        .asString()
        .contains("c.yaml:6: warning: routing.decisions[0].name")
        .contains("narrow never wins: wide is ahead of it and matches whenever it does");
    assertThat(
            decisions(decision("any", 1, A), decision("all", 2, "{operator: AND, conditions: []}")))
        .anySatisfy(text -> assertThat(text).contains("any never wins: all is ahead of it"));
  }

  @Test
  void equalRankShadowsNothing() {
    assertThat(decisions(decision("narrow", 2, and(A, B)), decision("wide", 2, A))).isEmpty();
  }

  @Test
  void severalDecisionsCoverOneTogether() {
    assertThat(
            decisions(
                decision("last", 1, and(A, or(B, C))),
                decision("first", 3, and(A, B)),
                decision("second", 2, and(A, C))))
        .singleElement()
        .asString()
        .contains("last never wins: one of those ahead of it always matches as well")
        .contains("a rank before one of first, second");
  }

  @Test
  void rulesThatSayTheSameOfEveryRequest() {
    assertThat(decisions(decision("never", 1, and(A, not(A)))))
        .singleElement()
        .asString()
        .contains("routing.decisions[0].rules: never matches");
    assertThat(decisions(decision("always", -20, or(A, not(A)))))
        .singleElement()
        .asString()
        .contains("routing.decisions[0].rules: always matches");
  }

  @Test
  void tiersComeBeforePriorities() {
    var narrow = "{name: narrow, tier: 2, priority: 9, rules: %s}".formatted(and(A, B));
    var wide = "{name: wide, tier: 1, rules: %s}".formatted(A);
    assertThat(decisions(narrow, wide))
        .anySatisfy(text -> assertThat(text).contains("narrow never wins: wide is ahead"));
  }

  @Test
  void signalThatNobodyReads() {
    assertThat(found(HEAD + "  decisions: [%s]\n".formatted(decision("x", 1, and(A, B)))))
        .singleElement()
        .asString()
        .contains("c.yaml:5: warning: routing.signals.keywords[2]: c: no decision reads it");
  }

  @Test
  void guardThatNoDecisionActsOn() {
    var yaml = HEAD + "  decisions: [%s]\n".formatted(decision("x", 1, and(A, B)));
    assertThat(found(yaml, new FakeParts().guarding("keyword")))
        .singleElement()
        .asString()
        .contains("keywords[2]: c: no decision reads it", "by itself it guards nothing");
  }

  @Test
  void modelThatNoDecisionLeadsTo() {
    assertThat(found(HEAD.replace("{name: m}]", "{name: m}, {name: idle}]") + "  decisions: []\n"))
        .anySatisfy(text -> assertThat(text).contains("idle: no decision leads to it"));
  }

  @Test
  void namesThatDifferInSpellingOnly() {
    var yaml =
        HEAD.replace("{name: m}]", "{name: m, loras: [{name: math-expert}, {name: Math_Expert}]}]");
    assertThat(found(yaml + "  decisions: []\n"))
        .anySatisfy(
            text -> assertThat(text).contains("Math_Expert is written math-expert elsewhere"));
  }

  @Test
  void guardThatOpensWhenItsSignalFails() {
    var leaf = "{type: keyword, name: a, on_error: no_match}";
    assertThat(decisions(decision("x", 1, and(not(leaf), B))))
        .singleElement()
        .asString()
        .contains("NOT keyword:a holds when the signal fails");
  }

  @Test
  void bandsThatOverlapOrCannotBeReached() {
    var yaml =
        HEAD
            + """
              projections:
                scores:
                  - {name: s, method: weighted_sum, inputs: [
                      {type: keyword, name: a, weight: 0.5}, {type: keyword, name: b, weight: 0.25},
                      {type: keyword, name: c, weight: 0.1}]}
                mappings:
                  - name: bands
                    source: s
                    method: threshold_bands
                    outputs:
                      - {name: low, lt: 0.4}
                      - {name: middle, gte: 0.3, lt: 0.7}
                      - {name: high, gte: 0.9}
              decisions:
                - {name: x, rules: {operator: OR, conditions: [
                    {type: projection, name: low}, {type: projection, name: middle},
                    {type: projection, name: high}]}}
            """;
    assertThat(found(yaml))
        .anySatisfy(
            text -> assertThat(text).contains("middle (>= 0.3, < 0.7) overlaps low (< 0.4)"))
        .anySatisfy(text ->
            assertThat(text).contains("high (>= 0.9) never matches: s lies between 0.0 and 0.85"));
  }
}
