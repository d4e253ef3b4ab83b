package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.DomainSignal.Config;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DomainSignalTest {
  private static Config domain(String name, String... categories) {
    return new Config(name, "", List.of(categories));
  }

  private static Signal signal(Classifier classifier, Config... domains) {
    var findings = new RecordingFindings();
    var built =
        DomainSignal.PART
            .factory()
            .build(Arrays.asList(domains), Settings.of(() -> FakeEncoder.of(classifier)), findings);
    assertThat(findings.refused()).isEmpty();
    assertThat(built).hasSize(1);
    return built.getFirst();
  }

  private static Reading read(Classifier classifier, Config... domains) {
    return signal(classifier, domains).read(Calls.with(), Requests.saying("What is 2 + 2?"));
  }

  @Test
  void aDomainNamedLikeTheLabelHolds() {
    assertThat(read(FakeClassifier.sureOf("math", 0.9), domain("law"), domain("math")))
        .isEqualTo(Reading.hit("math", 0.9));
    assertThat(read(FakeClassifier.sureOf("computer science", 0.9), domain("Computer Science")))
        .isEqualTo(Reading.hit("Computer Science", 0.9));
  }

  @Test
  void theThresholdIsInclusive() {
    assertThat(read(FakeClassifier.sureOf("math", 0.5), domain("math")))
        .isEqualTo(Reading.hit("math", 0.5));
    assertThat(read(FakeClassifier.sureOf("math", 0.499), domain("math")))
        .isEqualTo(Reading.miss());
  }

  @Test
  void onlyTheLikeliestLabelCounts() {
    Classifier torn = (text, deadline) -> new Classification(Map.of("math", 0.51, "law", 0.49));
    var built =
        DomainSignal.PART
            .factory()
            .build(
                List.of(domain("math"), domain("law")),
                Settings.of(() -> FakeEncoder.of(torn)),
                new RecordingFindings());
    assertThat(built.getFirst().read(Calls.with(), Requests.saying("a")))
        .isEqualTo(Reading.hit("math", 0.51));
  }

  @Test
  void categoriesMapLabelsToDomainsOfOtherNames() {
    var figures = domain("figures", "Math", "physics");
    assertThat(read(FakeClassifier.sureOf("math", 0.9), figures))
        .isEqualTo(Reading.hit("figures", 0.9));
    assertThat(read(FakeClassifier.sureOf("physics", 0.9), figures, domain("law")))
        .isEqualTo(Reading.hit("figures", 0.9));
    assertThat(read(FakeClassifier.sureOf("law", 0.9), figures)).isEqualTo(Reading.miss());
  }

  @Test
  void theLastDeclarationOfACategoryWins() {
    assertThat(
            read(FakeClassifier.sureOf("math", 0.9), domain("one", "math"), domain("two", "math")))
        .isEqualTo(Reading.hit("two", 0.9));
  }

  @Test
  void aLabelThatIsMappedIsNotTheDomainOfItsName() {
    assertThat(read(FakeClassifier.sureOf("math", 0.9), domain("math"), domain("figures", "math")))
        .isEqualTo(Reading.hit("figures", 0.9));
  }

  @Test
  void aDomainAlsoHoldsWhenAnotherItStandsForIsDetected() {
    assertThat(
            read(
                FakeClassifier.sureOf("math", 0.9),
                domain("science", "physics", "law"),
                domain("physics", "math")))
        .isEqualTo(new Reading.Hit(Map.of("physics", 0.9, "science", 0.9)));
  }

  @Test
  void aClassifierThatFailsIsAFailedReading() {
    assertThat(read(FakeClassifier.overloaded(), domain("math")))
        .isEqualTo(new Reading.Failed("the queue of the classifier is full"));
  }

  @Test
  void nothingIsAskedAboutAnEmptyText() {
    var classifier = FakeClassifier.sureOf("math", 0.9);
    var signal = signal(classifier, domain("math"));
    for (var text : List.of("", " \n ")) {
      assertThat(signal.read(Calls.with(), Requests.saying(text))).isEqualTo(Reading.miss());
    }
    assertThat(classifier.asked()).isEmpty();
  }

  @Test
  void theWholeNewestUserTextIsAskedAboutOnce() {
    var classifier = FakeClassifier.sureOf("math", 0.9);
    var signal = signal(classifier, domain("math"), domain("law"));
    signal.read(Calls.with(), Requests.saying("x".repeat(5_000)));
    assertThat(classifier.asked()).containsExactly("x".repeat(5_000));
    assertThat(signal.names()).containsExactly("math", "law");
    assertThat(signal.cost()).isEqualTo(Cost.MODEL);
  }

  @Test
  void unknownCategoriesAreRefused() {
    assertThat(
            ExampleDocument.problems(
                """
                signals:
                  domains:
                    - {name: a, mmlu_categories: [math, maths]}
                """))
        .singleElement()
        .asString()
        .startsWith("c.yaml:6: routing.signals.domains[0].mmlu_categories")
        .contains("maths", "psychology");
  }

  @Test
  void aDomainThatNeverMatchesIsWarnedAbout() {
    assertThat(ExampleDocument.problems("signals: {domains: [{name: cooking}]}"))
        .singleElement()
        .asString()
        .contains("warning", "cooking", "never matches");
  }

  @Test
  void noDomainsNeedNoModel() {
    assertThat(
            DomainSignal.PART
                .factory()
                .build(List.of(), Settings.of(ExampleDocument.none()), new RecordingFindings()))
        .isEmpty();
  }
}
