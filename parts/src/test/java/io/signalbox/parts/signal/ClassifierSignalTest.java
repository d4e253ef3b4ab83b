package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Calls;
import io.signalbox.chat.Fault;
import io.signalbox.chat.Requests;
import io.signalbox.chat.RouterException;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource;
import io.signalbox.infer.ClassifierSource.ChatVerdict;
import io.signalbox.infer.ClassifierSource.OnnxFile;
import io.signalbox.infer.Coverage;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.parts.StandardParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClassifierSignalTest {
  private static final String LOCAL =
      "{name: own, type: local, labels: [spam, ham], model_path: m.onnx}";
  private static final String LLM =
      "{name: own, type: llm, labels: [spam, ham], model: judge, instructions: Tell spam.}";
  private static final String LIKELY =
      "{type: classifier, name: own, label: spam," + " predicate: {gte: 0.7}}";

  private final List<ClassifierSource> asked = new ArrayList<>();

  private Ports ports(Classifier classifier) {
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        throw new AssertionError("the encoder was loaded");
      }

      @Override
      public Classifier classifier(ClassifierSource source) {
        asked.add(source);
        return classifier;
      }
    };
  }

  private Compiled compile(Classifier classifier, String signal, String rule) {
    return compile(ports(classifier), signal, rule);
  }

  private static Compiled compile(Ports ports, String signal, String rule) {
    var yaml =
        """
        version: v0.3
        global:
          model_catalog:
            external:
            - {name: judge, model_role: classification, llm_model_name: big, access_key: k,
               llm_endpoint: {address: judge.example, port: 9000, protocol: https}}
            - {name: guard, model_role: guardrail, llm_model_name: g, llm_endpoint: {address: g}}
        routing:
          modelCards: [{name: m}]
          signals: {classifiers: [%s]}
          decisions: [{name: d, rules: %s, modelRefs: [{model: m}]}]
        """
            .formatted(signal, rule);
    var loaded = ConfigLoader.load("c.yaml", yaml, Map.of(), false);
    return new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, false)
        .compile(loaded);
  }

  private static List<String> problems(Compiled compiled) {
    return compiled.problems().stream().map(Problem::text).toList();
  }

  private boolean decided(Classifier classifier, String rule) {
    var compiled = compile(classifier, LOCAL, rule);
    assertThat(problems(compiled)).isEmpty();
    var recipe = Objects.requireNonNull(compiled.recipes()).main();
    return recipe.judge(Calls.with(), Requests.saying("a")).verdict().decision() != null;
  }

  private static Classifier sure(double spam) {
    return (text, deadline) ->
        new Classification(Map.of("spam", spam, "ham", 1 - spam), new Coverage(1, 2));
  }

  @Test
  void aLeafAsksForALabelWithinBounds() {
    assertThat(decided(sure(0.7), LIKELY)).isTrue();
    assertThat(decided(sure(0.69), LIKELY)).isFalse();
    assertThat(decided(sure(0.2), LIKELY.replace("gte: 0.7", "lt: 0.3"))).isTrue();
    assertThat(decided(sure(0.2), LIKELY.replace("spam", "coverage").replace("gte: 0.7", "lt: 1")))
        .isTrue();
  }

  @Test
  void aFailureIsWhatTheLeafSays() {
    Classifier broken =
        (text, deadline) -> {
          throw new RouterException(Fault.UPSTREAM, "gone");
        };
    assertThat(decided(broken, LIKELY)).isFalse();
    assertThat(decided(broken, LIKELY.replace("predicate", "on_error: match, predicate"))).isTrue();
    var not = "{operator: NOT, conditions: [" + LIKELY + "]}";
    assertThat(decided(broken, not)).isFalse();
    assertThat(decided(sure(0), not)).isTrue();
  }

  @Test
  void aFileIsSoughtBesideTheConfiguration() {
    assertThat(problems(compile(sure(1), LOCAL, LIKELY))).isEmpty();
    assertThat(asked)
        .singleElement()
        .isInstanceOfSatisfying(
            OnnxFile.class,
            file -> {
              assertThat(file.path()).isAbsolute().endsWithRaw(java.nio.file.Path.of("m.onnx"));
              assertThat(file.labels()).containsExactly("spam", "ham");
            });
  }

  @Test
  void aLanguageModelIsAnExternalOne() {
    assertThat(problems(compile(sure(1), LLM, LIKELY))).isEmpty();
    assertThat(asked)
        .singleElement()
        .isInstanceOfSatisfying(
            ChatVerdict.class,
            verdict -> {
              assertThat(verdict.model().base()).hasToString("https://judge.example:9000");
              assertThat(verdict.model().model()).isEqualTo("big");
              assertThat(verdict.model().key()).isEqualTo("k");
              assertThat(verdict.model()).hasToString("judge");
              assertThat(verdict.instructions()).isEqualTo("Tell spam.");
            });
  }

  @Test
  void whatNoDecisionAsksIsNotOpened() {
    assertThat(problems(compile(sure(1), LOCAL, "{operator: AND}"))).isEmpty();
    assertThat(problems(compile(sure(1), LLM, "{operator: AND}"))).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void aFileThatIsOfNoUseIsToldAtItsPlace() {
    var ports =
        new Ports() {
          @Override
          public SignalEncoder encoder() {
            throw new AssertionError("the encoder was loaded");
          }

          @Override
          public Classifier classifier(ClassifierSource source) {
            throw new RouterException(Fault.INTERNAL, "no such file or folder");
          }
        };
    assertThat(problems(compile(ports, LOCAL, LIKELY)))
        .containsExactly(
            "c.yaml:10: routing.signals.classifiers[0].model_path: m.onnx"
                + " (expected: no such file or folder)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: own, type: local, labels: [spam], model_path: m} | labels",
        "{name: own, type: local, labels: [spam, spam], model_path: m} | labels",
        "{name: own, type: local, labels: [spam, coverage], model_path: m} | labels",
        "{name: own, type: local, labels: [spam, ''], model_path: m} | labels",
        "{name: own, type: local, labels: [spam, ham]} | model_path: missing",
        "{name: own, type: local, labels: [spam, ham], model_path: ''} | model_path: missing",
        "{name: own, type: llm, labels: [spam, ham]} | model: missing",
        "{name: own, type: llm, labels: [spam, ham], model: nobody} | model: nobody",
        "{name: own, type: llm, labels: [spam, ham], model: guard} | model_role: classification",
        "{name: own, type: other, labels: [spam, ham]} | one of local, llm",
        "{name: own, type: local, model_path: m} | labels",
        "{type: local, labels: [spam, ham], model_path: m} | name",
      })
  void whatCannotBeAskedIsRefused(String signal, String told) {
    assertThat(problems(compile(sure(1), signal, "{operator: AND}")))
        .anySatisfy(problem -> assertThat(problem).contains("classifiers[0]", told));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: classifier, name: own} | own is unknown",
        "{type: classifier, name: own, label: eggs, predicate: {gte: 0.5}} | own is unknown",
        "{type: classifier, name: own, label: spam} | a predicate beside it",
        "{type: classifier, name: other, label: spam, predicate: {gt: 0}} | other is unknown",
      })
  void aLeafNamesALabelAndBounds(String rule, String told) {
    assertThat(problems(compile(sure(1), LOCAL, rule)))
        .anySatisfy(problem -> assertThat(problem).contains(told));
  }
}
