package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.MeaningPorts;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.signal.Fact;
import io.signalbox.signal.Readings;
import io.signalbox.signal.Signal;
import io.signalbox.signal.SignalName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnowledgeSignalTest {
  private static final String BASE =
      "{name: topics, source: {path: kb/topics/}, threshold: 0.3, label_thresholds: {secrets: 0.9},"
          + " groups: {public: [weather, cooking], private: [secrets]}, metrics: [{name: margin,"
          + " type: group_margin, positive_group: private, negative_group: public}],"
          + " prototype_scoring: {best_weight: 1, top_m: 3}}";

  private static final String RULES =
      """
      - {name: weather, kb: topics, target: {kind: label, value: weather}}
      - {name: secrets, kb: topics, target: {kind: label, value: secrets}}
      - {name: open, kb: topics, target: {kind: group, value: public}, match: threshold}
      - {name: closed, kb: topics, target: {kind: group, value: private}, match: best}
      - {name: cooking, kb: topics, target: {kind: label, value: cooking}, match: best}
      """;

  private static Signal signal() {
    var findings = new RecordingFindings();
    var signals =
        ExampleSignals.of(
            KnowledgeSignal.PART,
            RULES,
            "{model_catalog: {kbs: [" + BASE + "]}}",
            Path.of("src/test/resources"),
            new MeaningPorts(new WordEmbedder()),
            findings);
    assertThat(findings.refused()).isEmpty();
    assertThat(signals).hasSize(1);
    return signals.getFirst();
  }

  private static Readings read(String text) {
    var signal = signal();
    return Readings.NONE.with(signal, signal.read(Calls.with(), Requests.saying(text)));
  }

  private static @Nullable Double value(Readings readings, String name) {
    return readings.value(new SignalName("kb", name));
  }

  @Test
  void aTextLikeTheExamplesOfALabelMatchesIt() {
    assertThat(read("Will it rain in Berlin tomorrow?").holding("kb"))
        .containsExactly("weather", "open");
    assertThat(read("天气怎么样？").holding("kb")).contains("weather");
    assertThat(read("boil an egg").holding("kb")).contains("cooking").doesNotContain("weather");
  }

  @Test
  void theBestNeedsNoThreshold() {
    var readings = read("Please summarize an internal paper");
    assertThat(readings.holding("kb")).containsExactly("closed");
    assertThat(value(readings, "secrets")).isBetween(0.1, 0.9);
  }

  @Test
  void aTextLikeNothingMatchesNothing() {
    for (var text : new String[] {"", "xyzzy", "?!"}) {
      var readings = read(text);
      assertThat(readings.holding("kb")).as(text).isEmpty();
      assertThat(value(readings, "topics:best_score")).isZero();
      assertThat(value(readings, "topics:margin")).isZero();
    }
  }

  @Test
  void numbersOfTheKnowledgeBaseAreMeasured() {
    var readings = read("Review our private repository");
    assertThat(value(readings, "topics:best_score")).isGreaterThan(0.99);
    assertThat(value(readings, "topics:best_matched_score")).isGreaterThan(0.99);
    assertThat(value(readings, "topics:margin")).isBetween(0.5, 1.0);
    assertThat(value(readings, "secrets")).isEqualTo(value(readings, "topics:best_score"));
    assertThat(value(read("internal"), "topics:best_matched_score")).isZero();
    assertThat(value(read("Will it rain tomorrow?"), "topics:margin")).isNegative();
  }

  @Test
  void boundsAreToldOfLabels() {
    assertThat(signal().bounds("weather")).hasToString(">= 0.3");
    assertThat(signal().bounds("secrets")).hasToString(">= 0.9");
    assertThat(signal().bounds("cooking")).isNull();
    assertThat(signal().bounds("open")).isNull();
  }

  /** What is wrong with a document in a folder. */
  private static List<String> problems(Path folder, String base, String rule) throws IOException {
    var file = folder.resolve("config.yaml");
    Files.writeString(
        file,
        """
        version: v0.3
        global: {model_catalog: {kbs: [%s]}}
        routing: {modelCards: [{name: m}], signals: {kb: [%s]}}
        """
            .formatted(base, rule));
    var loaded = ConfigLoader.load(file, Map.of(), false);
    return new RecipeCompiler(
            StandardParts.catalog(), ExampleDocument.none(), RouterEvents.NONE, false)
        .compile(loaded).problems().stream().map(Problem::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | label a is sound",
        "kb: other | kb: other",
        "target: {kind: label, value: z} | a label of base: a, b",
        "target: {kind: group, value: a} | a group of base: g",
        "target: {kind: thing, value: a} | kind",
        "match: nearly | match",
        "source: {path: missing} | a folder that holds labels.json",
        "source: {path: kb, manifest: other.json} | a folder that holds other.json",
        "source: {path: broken} | JSON",
        "source: {path: empty} | exemplars",
        "source: {path: none} | at least one exemplar",
        "source: {path: ''} | path",
        "threshold: 1.5 | threshold",
        "label_thresholds: {a: 2} | label_thresholds",
        "label_thresholds: {z: 0.5} | a label of the manifest: a, b",
        "groups: {g: [z]} | a label of the manifest: a, b",
        "groups: {g: []} | at least one label",
        "groups: {g: [a, a]} | each label once",
        "'metrics: [{name: m, type: group_margin, positive_group: g, negative_group: z}]' | one of"
            + " g",
        "'metrics: [{name: best_score, type: group_margin, positive_group: g, negative_group: g}]'"
            + " | each name once",
        "'metrics: [{name: m, type: ratio, positive_group: g, negative_group: g}]' | type",
      })
  void whatIsWrongIsRefused(String change, String expected, @TempDir Path folder)
      throws IOException {
    manifest(
        folder,
        "kb",
        "{\"labels\": {\"a\": {\"exemplars\": [\"x\"]}, \"b\": {\"exemplars\": [\"y\"]}}}");
    manifest(folder, "broken", "{\"labels\":\n {\"a\"");
    manifest(folder, "empty", "{\"labels\": {}}");
    manifest(folder, "none", "{\"labels\": {\"a\": {\"exemplars\": [\" \", 7]}}}");
    boolean ofRule =
        change.startsWith("kb") || change.startsWith("target") || change.startsWith("match");
    var base = merged("name: base; source: {path: kb}; groups: {g: [a]}", ofRule ? "" : change);
    var rule = merged("name: k; kb: base; target: {kind: label, value: a}", ofRule ? change : "");

    var problems = problems(folder, base, rule);

    if (change.isEmpty()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems).hasSize(1).first().asString().contains(expected);
    }
  }

  private static void manifest(Path folder, String name, String json) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("labels.json"), json);
  }

  private static String key(String entry) {
    return entry.substring(0, entry.indexOf(':'));
  }

  /** A mapping of entries, one of which may be replaced. */
  private static String merged(String entries, String change) {
    var kept = new StringBuilder(change);
    for (var entry : entries.split("; ", -1)) {
      boolean replaced = !change.isEmpty() && key(entry).equals(key(change));
      if (!replaced) {
        kept.append(kept.isEmpty() ? "" : ", ").append(entry);
      }
    }
    return "{" + kept + "}";
  }

  @Test
  void aKnowledgeBaseThatNobodyNamesIsNotLoaded(@TempDir Path folder) throws IOException {
    manifest(folder, "kb", "{\"labels\": {\"a\": {\"exemplars\": [\"x\"]}}}");
    var base = "{name: base, source: {path: kb}}, {name: other, source: {path: missing}}";
    var rule = "{name: k, kb: base, target: {kind: label, value: a}}";
    assertThat(problems(folder, base, rule)).isEmpty();
  }

  @Test
  void exemplarsThatCannotCountAreTold(@TempDir Path folder) throws IOException {
    manifest(folder, "kb", "{\"labels\": {\"a\": {\"exemplars\": [\"x\", \"y\", \"z\"]}}}");
    var base = "{name: base, source: {path: kb}, prototype_scoring: {max_prototypes: 2}}";
    var rule = "{name: k, kb: base, target: {kind: label, value: a}}";
    assertThat(problems(folder, base, rule))
        .singleElement()
        .asString()
        .contains("3 texts, of which at most 2 count");
    assertThat(problems(folder, base.replace("2}", "2, enabled: false}"), rule)).isEmpty();
  }

  @Test
  void aModelThatFailsLeavesItUnknown() {
    var embedder = new WordEmbedder();
    embedder.breakDown(true);
    var signal =
        ExampleSignals.of(
                KnowledgeSignal.PART,
                RULES,
                "{model_catalog: {kbs: [" + BASE + "]}}",
                Path.of("src/test/resources"),
                new MeaningPorts(embedder),
                new RecordingFindings())
            .getFirst();
    var readings =
        Readings.NONE.with(signal, signal.read(Calls.with(), Requests.saying("Will it rain?")));
    assertThat(readings.failures()).containsEntry("kb", "too many wait");
    assertThat(readings.fact(new SignalName("kb", "weather"))).isEqualTo(new Fact.Unknown());
  }

  @Test
  void namesStandOnce(@TempDir Path folder) throws IOException {
    manifest(folder, "kb", "{\"labels\": {\"a\": {\"exemplars\": [\"x\"]}}}");
    var base = "{name: base, source: {path: kb}}, {name: base, source: {path: kb}}";
    var rule = "{name: k, kb: base, target: {kind: label, value: a}}";
    assertThat(problems(folder, base, rule)).hasSize(1).first().asString().contains("twice");
  }

  @Test
  void aDocumentWithoutOneSaysSo(@TempDir Path folder) throws IOException {
    var rule = "{name: k, kb: privacy_kb, target: {kind: label, value: a}}";
    assertThat(problems(folder, "", rule))
        .hasSize(1)
        .first()
        .asString()
        .contains("privacy_kb")
        .contains("none is configured");
  }
}
