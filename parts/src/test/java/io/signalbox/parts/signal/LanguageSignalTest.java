package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Ports;
import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.LanguageSignal.Config;
import io.signalbox.signal.Bounds;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LanguageSignalTest {
  private static Ports ports(Classifier languages) {
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        throw new AssertionError("a model was loaded");
      }

      @Override
      public Classifier languages() {
        return languages;
      }
    };
  }

  private static Signal signal(Classifier languages, Config... configs) {
    var findings = new RecordingFindings();
    var signals =
        LanguageSignal.PART
            .factory()
            .build(Arrays.asList(configs), Settings.of(ports(languages)), findings);
    assertThat(findings.refused()).isEmpty();
    return signals.getFirst();
  }

  private static Config rule(String name, double threshold) {
    return new Config(name, "", threshold);
  }

  private static Reading reading(Map<String, Double> found, Config... configs) {
    return signal((text, deadline) -> new Classification(found), configs)
        .read(Calls.with(), Requests.saying("a"));
  }

  private static List<String> holding(Map<String, Double> found, Config... configs) {
    return reading(found, configs) instanceof Reading.Hit(var labels, var _)
        ? labels.keySet().stream().sorted().toList()
        : List.of();
  }

  @Test
  void theLikeliestLanguageHolds() {
    var found = Map.of("de", 0.7, "nl", 0.2, "en", 0.1);
    assertThat(reading(found, rule("de", 0.7), rule("nl", 0.1)))
        .isEqualTo(new Reading.Hit(Map.of("de", 0.7), Map.of("de", 0.7, "nl", 0.2)));
    assertThat(holding(found, rule("de", 0.71))).isEmpty();
    assertThat(holding(found, rule("fr", 0))).isEmpty();
  }

  @Test
  void whatIsUnlikelyIsNoLanguageAndNotEnglish() {
    var found = Map.of("de", 0.29, "nl", 0.28, "en", 0.28, "fr", 0.15);
    assertThat(holding(found, rule("en", 0), rule("de", 0))).isEmpty();
    assertThat(holding(Map.of("und", 1.0), rule("en", 0))).isEmpty();
    assertThat(holding(found, rule("de", 0.2))).containsExactly("de");
  }

  @Test
  void norwegianIsBothItsForms() {
    var found = Map.of("da", 0.4, "nb", 0.35, "nn", 0.25);
    assertThat(holding(found, rule("no", 0.5), rule("da", 0))).contains("no");
    assertThat(holding(found, rule("nb", 0))).isEmpty();
  }

  @Test
  void aClassifierThatFailsLeavesItOpen() {
    var broken =
        signal(
            (text, deadline) -> {
              throw new RouterException(Fault.TIMEOUT, "too late");
            },
            rule("en", 0));
    assertThat(broken.read(Calls.with(), Requests.saying("a")))
        .isEqualTo(new Reading.Failed("too late"));
    assertThat(broken.bounds("en")).isEqualTo(Bounds.atLeast(0.3));
    assertThat(broken.bounds("de")).isNull();
  }

  @Test
  void aLongTextIsReadInParts() {
    var read = new ArrayList<String>();
    signal(
            (text, deadline) -> {
              read.add(text);
              return new Classification(Map.of("en", 1.0));
            },
            rule("en", 0))
        .read(Calls.with(), Requests.saying("a".repeat(100_000)));
    assertThat(read).singleElement().extracting(String::length).isEqualTo(2046 + 6);
  }

  @ParameterizedTest
  @CsvSource({
    "EN, en",
    "eng, en",
    "english, en",
    "en-GB, en",
    "zh_CN, zh",
    "Deutsch, de",
    "français, fr",
    "norwegian, no",
    "jpn, ja"
  })
  void aLanguageCalledOtherwiseIsRefusedWithItsCode(String name, String code) {
    assertThat(ExampleDocument.problems("signals: {language: [{name: '" + name + "'}]}"))
        .singleElement()
        .asString()
        .endsWith("perhaps " + code + ")");
  }

  @ParameterizedTest
  @CsvSource({"xx", "klingon", "und", "''", "'123'"})
  void whatIsNoLanguageIsRefused(String name) {
    assertThat(ExampleDocument.problems("signals: {language: [{name: '" + name + "'}]}"))
        .singleElement()
        .asString()
        .contains("routing.signals.language[0].name");
  }

  @Test
  void aboutAHundredLanguagesAreKnown() {
    assertThat(LanguageSignal.CODES).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(95);
  }

  @Test
  void aThresholdIsAProbability() {
    assertThat(ExampleDocument.problems("signals: {language: [{name: en, threshold: 1.5}]}"))
        .singleElement()
        .asString()
        .contains("threshold: 1.5");
  }
}
