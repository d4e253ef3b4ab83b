package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.config.tree.Problem;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.signal.Fact;
import io.signalbox.signal.SignalName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Projections from the document to the verdict. */
final class ProjectionBuilderTest {
  private static final String SIGNALS =
      """
      providers: {defaults: {default_model: m}}
      routing:
        modelCards: [{name: m}]
        signals:
          keywords: [{name: hard, keywords: [prove]}, {name: easy, keywords: [hello]}]
          domains: [{name: math}, {name: law}]
      """;

  private static final String LANES =
      """
        projections:
          scores:
          - name: difficulty
            method: weighted_sum
            inputs:
            - {type: keyword, name: hard, weight: 0.6}
            - {type: domain, name: math, weight: 0.3, value_source: confidence}
          mappings:
          - name: lanes
            source: difficulty
            outputs: [{name: cheap, lt: 0.2}, {name: dear, gte: 0.2}]
      """;

  private static final String DEAR =
      """
        decisions:
        - {name: d, rules: {type: projection, name: dear}}
      """;

  private final FakeParts parts = new FakeParts();
  private final FakeClassifier classifier = FakeClassifier.sureOf("math", 0.9);

  private List<String> problems(Catalog catalog, String yaml) {
    return FakeParts.compile(
            catalog, () -> FakeEncoder.of(classifier), RouterEvents.NONE, yaml, false)
        .problems()
        .stream()
        .map(Problem::text)
        .toList();
  }

  /** The same parts, keywords guarding. */
  private Catalog guarding() {
    var signals = new ArrayList<SignalPart<?>>();
    parts.catalog().signals().forEach(part -> signals.add(guard(part)));
    var catalog = parts.catalog();
    return new Catalog(signals, catalog.selectors(), catalog.plugins(), catalog.protocols());
  }

  private static <C extends Record> SignalPart<C> guard(SignalPart<C> part) {
    return new SignalPart<>(
        part.listKey(), part.leafType(), part.config(), part.category(), true, part.factory());
  }

  private Judgement judge(String yaml, String prompt) {
    var recipe =
        FakeParts.recipes(
                parts.catalog(), () -> FakeEncoder.of(classifier), RouterEvents.NONE, yaml)
            .main();
    return recipe.judge(Calls.with(), Requests.saying(prompt));
  }

  @Test
  void signalsAreUsedThroughTheInputsOfScores() {
    var judgement = judge(SIGNALS + LANES + DEAR, "say something");
    assertThat(judgement.verdict().decision()).isNotNull();
    assertThat(judgement.verdict().matched()).containsExactly(new SignalName("projection", "dear"));
    assertThat(classifier.asked()).isNotEmpty();
  }

  @Test
  void whatNoDecisionRefersToIsNotRead() {
    judge(SIGNALS + LANES + "  decisions: [{name: d, rules: {type: keyword, name: hard}}]\n", "a");
    assertThat(classifier.asked()).isEmpty();
  }

  @Test
  void outputsStandBesideTheSignalsOfACall() {
    var recipe =
        FakeParts.recipes(
                parts.catalog(),
                () -> FakeEncoder.of(classifier),
                RouterEvents.NONE,
                SIGNALS + LANES + DEAR)
            .main();
    var routed = recipe.route(Calls.with(), Requests.saying("prove it"));
    assertThat(routed.readings().holding("projection")).containsExactly("dear");
    assertThat(routed.readings().fact(new SignalName("projection", "cheap")))
        .isEqualTo(new Fact.Absent());
    var judgement = recipe.judge(Calls.with(), Requests.saying("prove it"));
    var explanation = recipe.explanation(judgement);
    assertThat(explanation.projections().sums().getFirst().value().low())
        .isEqualTo(0.6 + 0.3 * 0.9);
    var flip = recipe.nearestFlip(judgement);
    assertThat(flip).isNull();
  }

  @Test
  void aPartitionIsOverDeclaredNamesOfOneTypeThatMay() {
    var partition = "  projections: {partitions: [{name: p, semantics: exclusive, members: ";
    assertThat(problems(parts.catalog(), SIGNALS + partition + "[math, law], default: law}]}\n"))
        .isEmpty();
    for (var members : List.of("[hard, easy], default: easy", "[math, hard], default: math")) {
      assertThat(problems(parts.catalog(), SIGNALS + partition + members + "}]}\n"))
          .singleElement()
          .asString()
          .contains("all of one type of embedding, domain");
    }
  }

  @Test
  void inputsAndLeavesMustBeDeclared() {
    assertThat(problems(parts.catalog(), SIGNALS + LANES.replace("name: hard", "name: hrd") + DEAR))
        .singleElement()
        .asString()
        .contains("projections.scores[0].inputs[0].name: hrd is unknown, did you mean hard?");
    assertThat(problems(parts.catalog(), SIGNALS + LANES + DEAR.replace("dear", "deer")))
        .singleElement()
        .asString()
        .contains("deer is unknown, did you mean dear?", "one of cheap, dear");
    assertThat(
            problems(
                parts.catalog(),
                SIGNALS
                    + LANES.replace(
                        "type: keyword, name: hard", "type: kb_metric, kb: k, metric: m")
                    + DEAR))
        .singleElement()
        .asString()
        .contains("a declared signal of type kb over it");
  }

  @Test
  void aFailedGuardMustNotOpenANot() {
    var decision =
        """
          decisions:
          - name: d
            rules: {operator: NOT, conditions: [{type: keyword, name: hard, on_error: %s}]}
        """;
    assertThat(problems(guarding(), SIGNALS + decision.formatted("no_match")))
        .singleElement()
        .asString()
        .contains("on_error: no_match of a guard below NOT");
    assertThat(problems(guarding(), SIGNALS + decision.formatted("match"))).isEmpty();
    assertThat(problems(parts.catalog(), SIGNALS + decision.formatted("no_match"))).isEmpty();
  }

  @Test
  void manyNamesAreNotAllListed() {
    var keywords = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      keywords.add("{name: k" + i + "}");
    }
    var yaml =
        "providers: {defaults: {default_model: m}}\nrouting:\n  modelCards: [{name: m}]\n"
            + "  signals: {keywords: ["
            + String.join(", ", keywords)
            + "]}\n  decisions: [{name: d, rules: {type: keyword, name: x}}]\n";
    assertThat(problems(parts.catalog(), yaml))
        .singleElement()
        .asString()
        .contains("and 470 more")
        .hasSizeLessThan(500);
  }
}
