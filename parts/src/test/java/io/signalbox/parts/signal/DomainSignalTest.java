package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Setting;
import io.signalbox.catalog.Settings;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Requests;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.FakeClassifier;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.RecordingFindings;
import io.signalbox.parts.signal.DomainSignal.Config;
import io.signalbox.signal.Cost;
import io.signalbox.signal.Reading;
import io.signalbox.signal.Signal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** What holds; what was measured besides is looked at where it matters. */
  private static Map<String, Double> holding(Reading reading) {
    return switch (reading) {
      case Reading.Hit(Map<String, Double> labels, var _) -> labels;
      case Reading.Miss _ -> Map.of();
      case Reading.Failed _ -> throw new AssertionError(reading);
    };
  }

  @Test
  void aDomainNamedLikeTheLabelHolds() {
    assertThat(holding(read(FakeClassifier.sureOf("math", 0.9), domain("law"), domain("math"))))
        .isEqualTo(Map.of("math", 0.9));
    assertThat(
            holding(
                read(FakeClassifier.sureOf("computer science", 0.9), domain("Computer Science"))))
        .isEqualTo(Map.of("Computer Science", 0.9));
  }

  @Test
  void theThresholdIsInclusive() {
    assertThat(holding(read(FakeClassifier.sureOf("math", 0.5), domain("math"))))
        .isEqualTo(Map.of("math", 0.5));
    assertThat(holding(read(FakeClassifier.sureOf("math", 0.499), domain("math")))).isEmpty();
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
    assertThat(holding(built.getFirst().read(Calls.with(), Requests.saying("a"))))
        .isEqualTo(Map.of("math", 0.51));
  }

  @Test
  void categoriesMapLabelsToDomainsOfOtherNames() {
    var figures = domain("figures", "Math", "physics");
    assertThat(holding(read(FakeClassifier.sureOf("math", 0.9), figures)))
        .isEqualTo(Map.of("figures", 0.9));
    assertThat(holding(read(FakeClassifier.sureOf("physics", 0.9), figures, domain("law"))))
        .isEqualTo(Map.of("figures", 0.9));
    assertThat(holding(read(FakeClassifier.sureOf("law", 0.9), figures))).isEmpty();
  }

  @Test
  void theLastDeclarationOfACategoryWins() {
    assertThat(
            holding(
                read(
                    FakeClassifier.sureOf("math", 0.9),
                    domain("one", "math"),
                    domain("two", "math"))))
        .isEqualTo(Map.of("two", 0.9));
  }

  @Test
  void aLabelThatIsMappedIsNotTheDomainOfItsName() {
    assertThat(
            holding(
                read(
                    FakeClassifier.sureOf("math", 0.9), domain("math"), domain("figures", "math"))))
        .isEqualTo(Map.of("figures", 0.9));
  }

  @Test
  void aDomainAlsoHoldsWhenAnotherItStandsForIsDetected() {
    assertThat(
            holding(
                read(
                    FakeClassifier.sureOf("math", 0.9),
                    domain("science", "physics", "law"),
                    domain("physics", "math"))))
        .isEqualTo(Map.of("physics", 0.9, "science", 0.9));
  }

  private static Signal configured(String settings, Classifier classifier, Config... domains) {
    var global =
        "version: v0.3\nrouting: {}\nglobal: {model_catalog: {modules: {classifier: {domain: "
            + settings
            + "}}}}\n";
    var loaded = ConfigLoader.load("settings", global, Map.of(), false);
    var setting =
        new Setting(
            Objects.requireNonNull(loaded.document()).global(),
            Path.of(""),
            null,
            () -> FakeEncoder.of(classifier));
    var findings = new RecordingFindings();
    var built = DomainSignal.PART.factory().build(Arrays.asList(domains), setting, findings);
    assertThat(findings.refused()).isEmpty();
    assertThat(findings.warned()).isEmpty();
    return built.getFirst();
  }

  private static Map<String, Double> configuredRead(
      String settings, Map<String, Double> found, Config... domains) {
    var signal = configured(settings, (text, deadline) -> new Classification(found), domains);
    return holding(signal.read(Calls.with(), Requests.saying("a")));
  }

  @Test
  void whatIsAboutSeveralThingsHasSeveralDomains() {
    var torn = Map.of("math", 0.45, "law", 0.35, "other", 0.2);
    assertThat(configuredRead("{threshold: 0.3}", torn, domain("math"), domain("law")))
        .isEqualTo(Map.of("math", 0.45, "law", 0.35));
    var clear = Map.of("math", 0.9, "law", 0.05, "other", 0.05);
    assertThat(configuredRead("{threshold: 0.01}", clear, domain("math"), domain("law")))
        .isEqualTo(Map.of("math", 0.9));
  }

  @Test
  void aTextOfNoLikelyTopicHasTheFallback() {
    var torn = Map.of("math", 0.4, "law", 0.35, "other", 0.25);
    var settings = "{fallback_category: Other}";
    assertThat(configuredRead(settings, torn, domain("math"), domain("rest", "other")))
        .isEqualTo(Map.of("rest", 0.25));
    assertThat(configuredRead(settings, Map.of("math", 0.5, "law", 0.5), domain("other")))
        .isEmpty();
    assertThat(configuredRead("{}", torn, domain("math"), domain("other"))).isEmpty();
    assertThat(configuredRead("{fallback_category: rest}", torn, domain("rest", "law")))
        .isEqualTo(Map.of("rest", 0.35));
  }

  @Test
  void whatWasMeasuredIsToldWithHowMuchWasRead() {
    Classifier half =
        (text, deadline) ->
            new Classification(Map.of("math", 0.3, "law", 0.2), new Coverage(5, 10));
    assertThat(
            signal(half, domain("math"), domain("figures", "law"))
                .read(Calls.with(), Requests.saying("a")))
        .isEqualTo(
            new Reading.Miss(
                Map.of(
                    "math", 0.3, "math:coverage", 0.5, "figures", 0.2, "figures:coverage", 0.5)));
  }

  @Test
  void aModelOfOnesOwnHasLabelsOfItsOwn() {
    var settings = "{onnx: {path: m.onnx, labels: [Billing, Shipping]}}";
    assertThat(
            configuredRead(
                settings, Map.of("Billing", 0.8, "Shipping", 0.2), domain("money", "billing")))
        .isEqualTo(Map.of("money", 0.8));
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
