package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Requests;
import io.signalbox.chat.Role;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.MeaningPorts;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.meaning.WordEmbedder;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Readings;
import io.signalbox.signal.Signal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreferenceSignalTest {
  private static final String RULES =
      """
      - {name: code, description: fix code, examples: [find bug], threshold: 0.6}
      - {name: prose, description: write poem, examples: [write story]}
      """;

  private final WordEmbedder embedder = new WordEmbedder();
  private final RecordingFindings findings = new RecordingFindings();

  private Signal signal(String module) {
    return ExampleSignals.of(
            PreferenceSignal.PART,
            RULES,
            "{model_catalog: {modules: {classifier: {preference: " + module + "}}}}",
            Path.of(""),
            new MeaningPorts(embedder),
            findings)
        .getFirst();
  }

  private List<String> holding(String module, ChatRequest request) {
    var signal = signal(module);
    return Readings.NONE.with(signal, signal.read(Calls.with(), request)).holding("preference");
  }

  private List<String> holding(String module, String text) {
    return holding(module, Requests.saying(text));
  }

  @Test
  void theBestRuleHoldsAlone() {
    assertThat(holding("{}", "write poem")).containsExactly("prose");
    assertThat(holding("{}", "fix code")).containsExactly("code");
    assertThat(holding("{}", "fix code find bug write")).containsExactly("code");
    assertThat(holding("{}", "xyzzy")).isEmpty();
  }

  @Test
  void theBestMustReachItsThresholdAndNoOtherComesIn() {
    assertThat(holding("{}", "fix a code b write c")).isEmpty();
    assertThat(holding("{}", "a b write c d")).containsExactly("prose");
  }

  @Test
  void theBestMustBeAhead() {
    assertThat(holding("{prototype_scoring: {margin_threshold: 0.9}}", "write poem code"))
        .isEmpty();
    assertThat(holding("{prototype_scoring: {margin_threshold: 0.1}}", "write poem code"))
        .containsExactly("prose");
  }

  @Test
  void onlyTheUserIsRead() {
    embedder.breakDown(true);
    var request = Requests.of("auto", Requests.message(Role.SYSTEM, "write poem"));
    assertThat(signal("{}").read(Calls.with(), request)).isEqualTo(Reading.miss());
    assertThat(signal("{}").read(Calls.with(), Requests.saying("write poem")))
        .isEqualTo(new Reading.Failed("too many wait"));
  }

  @Test
  void noOtherWayIsOffered() {
    signal("{use_contrastive: false}");
    assertThat(findings.refused()).singleElement().asString().contains("useContrastive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: p}",
        "{name: p, examples: ['']}",
        "{description: d}",
        "{name: p, description: d, threshold: 2}"
      })
  void whatIsWrongIsRefused(String entry) {
    assertThat(ExampleDocument.problems("signals: {preferences: [" + entry + "]}")).hasSize(1);
  }
}
