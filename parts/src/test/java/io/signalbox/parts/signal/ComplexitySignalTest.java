package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.MeaningPorts;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ComplexitySignalTest {
  private static final String RULE =
      "{name: needs, threshold: 0.5, hard: {candidates: [prove theorem]}, easy: {candidates: [say"
          + " hello]}}";

  private final WordEmbedder embedder = new WordEmbedder();

  private Signal signal() {
    var findings = new RecordingFindings();
    var signals =
        ExampleSignals.of(
            ComplexitySignal.PART,
            "- " + RULE,
            "{}",
            Path.of(""),
            new MeaningPorts(embedder),
            findings);
    assertThat(findings.refused()).isEmpty();
    return signals.getFirst();
  }

  private Readings read(String text) {
    var signal = signal();
    return Readings.NONE.with(signal, signal.read(Calls.with(), Requests.saying(text)));
  }

  private static SignalName name(String name) {
    return new SignalName("complexity", name);
  }

  @ParameterizedTest
  @CsvSource({
    "prove theorem, needs:hard, 1, 1",
    "say hello, needs:easy, -1, 1",
    "prove hello, needs:medium, 0, 0",
    "nothing of it, needs:medium, 0, 0",
    "prove, needs:hard, 0.7071, 0.7071",
    "prove x y, needs:medium, 0.4082, 0.4082",
  })
  void exactlyOneLevelHolds(String text, String holding, double margin, double sure) {
    var readings = read(text);
    assertThat(readings.holding("complexity")).containsExactly(holding);
    assertThat(readings.fact(name(holding)))
        .isInstanceOfSatisfying(
            Fact.Holds.class, fact -> assertThat(fact.confidence()).isCloseTo(sure, within(1e-4)));
    for (var level : new String[] {"hard", "medium", "easy"}) {
      assertThat(readings.value(name("needs:" + level))).isCloseTo(margin, within(1e-4));
    }
  }

  @Test
  void boundsTellTheMargin() {
    assertThat(signal().bounds("needs:hard")).hasToString("> 0.5");
    assertThat(signal().bounds("needs:medium")).hasToString(">= -0.5, <= 0.5");
    assertThat(signal().bounds("needs:easy")).hasToString("< -0.5");
    assertThat(signal().bounds("needs")).isNull();
  }

  @Test
  void aTextOfNothingHasNoLevel() {
    assertThat(read(" ").holding("complexity")).isEmpty();
  }

  @Test
  void aModelThatFailsLeavesItUnknown() {
    embedder.breakDown(true);
    assertThat(signal().read(Calls.with(), Requests.saying("prove")))
        .isEqualTo(new Reading.Failed("too many wait"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: c, hard: {candidates: [a], image_candidates: [b]}, easy: {candidates: [c]}}"
            + " | pictures",
        "{name: c, hard: {candidates: [a]}} | easy.candidates",
        "{name: c, threshold: 3, hard: {candidates: [a]}, easy: {candidates: [c]}} | threshold",
        "{name: c, hard: {candidates: [a]}, easy: {candidates: [c]}, composer: {type: projection,"
            + " name: p}} | neither projection nor complexity",
        "{name: c, hard: {candidates: [a]}, easy: {candidates: [c]}, composer: {type: complexity,"
            + " name: 'c:hard'}} | neither projection nor complexity",
        "{name: c, hard: {candidates: [a]}, easy: {candidates: [c]}, composer: {type: keyword,"
            + " name: z}} | composer.name",
        "{name: c, hard: {candidates: [a]}, easy: {candidates: [c]}, composer: {type: keyword}}"
            + " | composer.name",
        "{name: c, hard: {candidates: [a]}, easy: {candidates: [c]}, composer: {operator: NOT,"
            + " conditions: []}} | composer.conditions",
        "{name: c, hard: {candidates: [a]}, easy: {candidates: [c]}, composer: {operator: XOR,"
            + " conditions: []}} | composer.operator",
      })
  void whatIsWrongIsRefused(String entry, String expected) {
    assertThat(ExampleDocument.problems("signals: {complexity: [" + entry + "]}"))
        .singleElement()
        .asString()
        .contains(expected);
  }

  private static String composed(String composer) {
    return """
    signals:
      keywords:
        - {name: maths, keywords: [theorem]}
        - {name: polite, keywords: [please]}
      embeddings:
        - {name: proofs, threshold: 0.4, candidates: [prove theorem]}
        - {name: letters, threshold: 0.3, candidates: [prove letter]}
      complexity:
        - {name: needs, threshold: 0.3, hard: {candidates: [prove theorem]}, easy: {candidates: [say hello]},
           composer: %s}
    decisions:
      - {name: hard, rules: {type: complexity, name: "needs:hard"}, modelRefs: [{model: m}]}
      - {name: other, priority: -1, modelRefs: [{model: n}]}
    """
        .formatted(composer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: keyword, name: maths} | prove theorem | hard",
        "{type: keyword, name: maths} | prove lemma | other",
        "{operator: OR, conditions: [{type: keyword, name: maths}, {type: keyword, name: polite}]}"
            + " | prove please | hard",
        "{operator: NOT, conditions: [{type: keyword, name: maths}]} | prove theorem | other",
        // Of the embedding rules only the best holds for decisions; a composer sees both.
        "{type: embedding, name: letters} | prove theorem | hard",
      })
  void aComposerMustHoldBesides(String composer, String text, String decision) {
    var recipe = ExampleDocument.recipe(new MeaningPorts(embedder), composed(composer));
    var request = Requests.saying(text);
    assertThat(recipe.route(Calls.with(), request).decisionName()).isEqualTo(decision);
    var explained = recipe.explain(Calls.with(), request);
    assertThat(explained.decisionName()).isEqualTo(decision);
    assertThat(explained.readings().holding("complexity").contains("needs:hard"))
        .isEqualTo(decision.equals("hard"));
  }

  @Test
  void aComposerWithoutAnOperatorAsksForAll() {
    var compiled =
        ExampleDocument.compile(
            new MeaningPorts(embedder),
            composed(
                "{conditions: [{type: keyword, name: maths}, {type: keyword, name: polite}]}"));
    assertThat(compiled.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.text()).contains("composer").contains("AND"));
    assertThat(compiled.recipes()).isNotNull();
    var recipe = Objects.requireNonNull(compiled.recipes()).main();
    assertThat(recipe.route(Calls.with(), Requests.saying("prove theorem")).decisionName())
        .isEqualTo("other");
    assertThat(recipe.route(Calls.with(), Requests.saying("prove theorem please")).decisionName())
        .isEqualTo("hard");
  }

  @ParameterizedTest
  @ValueSource(strings = {"needs:hard", "needs:medium", "needs:easy"})
  void everyLevelCanBeReferredTo(String level) {
    var routing = composed("{type: keyword, name: maths}").replace("needs:hard", level);
    assertThat(ExampleDocument.problems(routing)).isEmpty();
  }
}
