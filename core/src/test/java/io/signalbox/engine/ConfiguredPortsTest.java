package io.signalbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.ClassifierSource.ChatVerdict;
import io.signalbox.infer.ClassifierSource.HttpClassify;
import io.signalbox.infer.ClassifierSource.OnnxFile;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.Head;
import io.signalbox.infer.LetterEmbedder;
import io.signalbox.infer.SignalEncoder;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ConfiguredPortsTest {
  private static final String EXTERNAL =
      """
      external:
          - {name: judge, model_role: classification, llm_model_name: big, api_key_env: KEY,
             max_retries: 2, llm_timeout_seconds: 1.5, llm_endpoint: {address: j.example, port: 81}}
          - {model_role: guardrail, llm_model_name: guard, llm_endpoint: {address: g.example}}
      """
          .strip();

  private final List<ClassifierSource> asked = new ArrayList<>();
  private final List<EmbedderSource> vectors = new ArrayList<>();
  private @Nullable Report report;

  private final Ports process =
      new Ports() {
        @Override
        public SignalEncoder encoder() {
          return new FakeEncoder();
        }

        @Override
        public Classifier classifier(ClassifierSource source) {
          if (source.toString().contains("absent")) {
            throw new RouterException(Fault.INTERNAL, "no such file or folder");
          }
          asked.add(source);
          return (text, deadline) -> new Classification(Map.of("own", 1.0));
        }

        @Override
        public Optional<Embedder> embedder(EmbedderSource source) {
          vectors.add(source);
          return Optional.of(new LetterEmbedder());
        }
      };

  private Ports configured(String modules) {
    return configured(modules, "{}");
  }

  private Ports configured(String modules, String embeddings) {
    var yaml =
        "version: v0.3\nrouting: {}\nglobal:\n  model_catalog:\n    "
            + EXTERNAL
            + "\n    modules: {"
            + modules
            + "}\n    embeddings: "
            + embeddings
            + "\n";
    var loaded = ConfigLoader.load("/etc/router/c.yaml", yaml, Map.of("KEY", " k-1 "), false);
    assertThat(loaded.problems()).isEmpty();
    var told = new Report(loaded, false);
    report = told;
    var document = Objects.requireNonNull(loaded.document());
    return new ConfiguredPorts(
        process, document.global().modelCatalog(), loaded.directory(), loaded.environment(), told);
  }

  private List<String> problems() {
    return Objects.requireNonNull(report).sorted().stream().map(Problem::text).toList();
  }

  private static String says(Classifier classifier) {
    return classifier.classify("a", Deadline.after(Duration.ofMinutes(1))).best();
  }

  @Test
  void theEncoderAnswersWhereNothingElseIsNamed() {
    var ports = configured("classifier: {domain: {threshold: 0.2}}");
    for (var head : Head.values()) {
      assertThat(says(ports.classifier(head))).isEqualTo(head.labels().getFirst());
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aFileAnswersForItsHeadAndIsOpenedOnce() {
    var ports =
        configured("prompt_guard: {onnx: {path: m/guard, labels: [benign, jailbreak]}}").scoped();
    assertThat(says(ports.classifier(Head.SAFETY))).isEqualTo("own");
    assertThat(says(ports.classifier(Head.SAFETY))).isEqualTo("own");
    assertThat(says(ports.classifier(Head.DOMAIN))).isEqualTo("biology");
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst())
        .isInstanceOfSatisfying(
            OnnxFile.class,
            file -> {
              assertThat(file.path()).hasToString("/etc/router/m/guard");
              assertThat(file.alarming()).containsExactly("jailbreak", "injection");
            });
  }

  @Test
  void aServiceAnswersForItsHead() {
    var ports =
        configured(
            "hallucination_mitigation: {fact_check: {remote: {external: judge}}},"
                + " classifier: {domain: {remote: {external: judge, protocol: http_chat}}}");
    assertThat(says(ports.classifier(Head.FACT_CHECK))).isEqualTo("own");
    assertThat(says(ports.classifier(Head.DOMAIN))).isEqualTo("own");
    assertThat(asked.getFirst())
        .isInstanceOfSatisfying(
            HttpClassify.class,
            service -> {
              assertThat(service.model().base()).hasToString("http://j.example:81");
              assertThat(service.model().key()).isEqualTo("k-1");
              assertThat(service.model().timeout()).isEqualTo(Duration.ofMillis(1500));
              assertThat(service.model().retries()).isEqualTo(2);
              assertThat(service.alarming()).containsExactly("needed");
            });
    assertThat(asked.getLast())
        .isInstanceOfSatisfying(
            ChatVerdict.class,
            verdict -> {
              assertThat(verdict.labels()).isEqualTo(Head.DOMAIN.labels());
              assertThat(verdict.instructions()).isNotBlank();
            });
  }

  @Test
  void aGuardIsTheExternalModelOfThatRole() {
    configured("prompt_guard: {protocol: http_classify}").classifier(Head.SAFETY);
    configured("prompt_guard: {protocol: http_chat, positive_labels: [harmful]}")
        .classifier(Head.SAFETY);
    assertThat(asked.getFirst())
        .isInstanceOfSatisfying(
            HttpClassify.class,
            service -> {
              assertThat(service.model().model()).isEqualTo("guard");
              assertThat(service.model()).hasToString("guard");
              assertThat(service.model().key()).isNull();
              assertThat(service.labels()).isEmpty();
            });
    assertThat(asked.getLast())
        .isInstanceOfSatisfying(
            ChatVerdict.class,
            verdict -> assertThat(verdict.alarming()).containsExactly("harmful"));
  }

  @Test
  void vectorsComeFromTheServerThatIsNamed() {
    assertThat(configured("").embedder()).isEmpty();
    var ports =
        configured(
            "",
            "{semantic: {backend: openai_compatible, endpoint: {base_url: 'https://e.example/v1',"
                + " model: small, dimensions: 27, api_key_env: KEY, max_retries: 1}}}");
    assertThat(ports.scoped().embedder()).isPresent().isEqualTo(ports.embedder());
    assertThat(ports.scoped().exemplars()).isPresent().isEqualTo(ports.exemplars());
    assertThat(vectors)
        .singleElement()
        .satisfies(source -> {
          assertThat(source.dimensions()).isEqualTo(27);
          assertThat(source.model().base()).hasToString("https://e.example:443/v1");
          assertThat(source.model().key()).isEqualTo("k-1");
        });
  }

  @Test
  void whatCannotBeOpenedIsToldAtItsPlaceAndNeverClean() {
    var ports = configured("feedback_detector: {onnx: {path: absent, labels: [none, satisfied]}}");
    var feedback = ports.classifier(Head.FEEDBACK);
    assertThat(ports.classifier(Head.FEEDBACK)).isSameAs(feedback);
    assertThatThrownBy(() -> says(feedback)).isInstanceOf(RouterException.class);
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("feedback_detector.onnx.path: absent (expected: no such file or folder)");
  }

  @Test
  void labelsMustBeThoseThatSignalsUnderstand() {
    configured("feedback_detector: {onnx: {path: a, labels: [none, hapy]}}")
        .classifier(Head.FEEDBACK);
    assertThat(problems()).singleElement().asString().contains("labels: hapy is unknown");
    configured("prompt_guard: {onnx: {path: a, labels: [good, bad]}}").classifier(Head.SAFETY);
    assertThat(problems()).singleElement().asString().contains("positive_labels");
    configured("prompt_guard: {positive_labels: [bad], onnx: {path: a, labels: [good, bad]}}")
        .classifier(Head.SAFETY);
    assertThat(problems()).isEmpty();
  }

  /** A port that is not passed on would be lost without a sound. */
  @Test
  void everyPortIsPassedOn() {
    for (Method port : Ports.class.getDeclaredMethods()) {
      if (!port.isSynthetic()) {
        assertThat(Arrays.stream(ConfiguredPorts.class.getDeclaredMethods()))
            .as(port.toString())
            .anyMatch(own ->
                own.getName().equals(port.getName())
                    && Arrays.equals(own.getParameterTypes(), port.getParameterTypes()));
      }
    }
  }
}
