package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.reload.Documents;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IntentIT {
  private static final String PATH = "/api/v1/classify/intent";
  private static final String MATH = "{\"text\":\"what is the derivative of x\"}";

  @Test
  void textIsClassifiedAndRouted() {
    var json = ask(MATH);
    var classification = json.get("classification");
    assertThat(classification.get("category").stringValue()).isEqualTo("math");
    assertThat(classification.get("confidence").doubleValue()).isEqualTo(0.9);
    assertThat(classification.get("processing_time_ms").doubleValue()).isNotNegative();
    assertThat(json.get("recommended_model").stringValue()).isEqualTo("math-expert");
    assertThat(json.get("routing_decision").stringValue()).isEqualTo("math_decision");
    assertThat(json.get("matched_signals"))
        .hasToString("{\"keywords\":[\"sums\"],\"domains\":[\"math\"],\"context\":[\"short\"]}");
    var decision = json.get("decision_result");
    assertThat(decision.get("decision_name").stringValue()).isEqualTo("math_decision");
    assertThat(decision.get("confidence").doubleValue()).isBetween(0.9, 1.0);
    assertThat(decision.get("matched_rules"))
        .hasToString("[\"keyword:sums\",\"domain:math\",\"context:short\"]");
    assertThat(json.has("probabilities")).isFalse();
    assertThat(json.has("signal_errors")).isFalse();
    assertThat(json.has("explanation")).isFalse();
  }

  @Test
  void probabilitiesAreToldWhenAskedFor() {
    var json = ask("{\"text\":\"the derivative\",\"options\":{\"return_probabilities\":true}}");
    assertThat(json.get("probabilities")).hasToString("{\"math\":0.9,\"law\":0.08,\"other\":0.02}");
  }

  @Test
  void categoryIsTheLikeliestBelowAnyThreshold() {
    var json = ask("{\"text\":\"something else\"}");
    assertThat(json.get("classification").get("category").stringValue()).isEqualTo("law");
    assertThat(json.get("classification").get("confidence").doubleValue()).isEqualTo(0.45);
    assertThat(json.get("routing_decision").stringValue()).isEqualTo("low_confidence_general");
    assertThat(json.get("recommended_model").stringValue()).isEqualTo("base-model");
    assertThat(json.has("decision_result")).isFalse();
  }

  @Test
  void thresholdOfTheCallerSaysWhatIsCertain() {
    var json = ask("{\"text\":\"something else\",\"options\":{\"confidence_threshold\":0.4}}");
    assertThat(json.get("routing_decision").stringValue()).isEqualTo("high_confidence_specialized");
  }

  @Test
  void conversationIsClassifiedByItsNewestQuestion() {
    var json =
        ask(
            """
            {"messages":[{"role":"user","content":"a lawsuit"},
              {"role":"assistant","content":"yes?"},
              {"role":"user","content":[{"type":"text","text":"what is the derivative"}]}]}
            """);
    assertThat(json.get("classification").get("category").stringValue()).isEqualTo("math");
  }

  @Test
  void namedModelIsRecommended() {
    var json = ask("{\"text\":\"the derivative\",\"model\":\"law-expert\"}");
    assertThat(json.get("recommended_model").stringValue()).isEqualTo("law-expert");
    assertThat(json.has("decision_result")).isFalse();
  }

  @Test
  void explanationIsToldWhenAskedFor() {
    var json = ask("{\"text\":\"the derivative\",\"options\":{\"include_explanation\":true}}");
    assertThat(json.get("explanation")).hasSize(2);
  }

  @Test
  void classificationIsThereWithoutAModelToRecommend() {
    var none = Documents.YAML.replace("    default_model: base-model\n", "");
    try (var rig = Rig.ready(none)) {
      var json = rig.json(rig.post(PATH, "{\"text\":\"something else\"}"), 200);
      assertThat(json.get("classification").get("category").stringValue()).isEqualTo("law");
      assertThat(json.has("recommended_model")).isFalse();
    }
  }

  @Test
  void modelIsAskedForOnlyWhenSomebodyClassifies() {
    var asked = new AtomicInteger();
    Ports ports =
        () -> {
          asked.incrementAndGet();
          return Documents.ENCODER;
        };
    var keywordsOnly =
        Documents.YAML.replaceAll(
            "(?s)routing:.*", "routing: {modelCards: [{name: base-model}]}\n");
    try (var rig = rig(keywordsOnly, ports)) {
      assertThat(rig.post("/api/v1/eval", MATH).statusCode()).isEqualTo(200);
      assertThat(asked).hasValue(0);
      assertThat(rig.post(PATH, MATH).statusCode()).isEqualTo(200);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void withoutAClassifierNothingIsMadeUp() {
    var missing = new AtomicBoolean();
    Ports ports =
        () -> {
          if (missing.get()) {
            throw new IllegalStateException("no such file");
          }
          return Documents.ENCODER;
        };
    try (var rig = rig(Documents.YAML, ports)) {
      missing.set(true);
      assertUnavailable(rig);
    }
    var full =
        FakeEncoder.of((text, deadline) -> {
          throw new RouterException(Fault.OVERLOADED, "the queue is full");
        });
    try (var rig = rig(Documents.YAML, () -> full)) {
      assertUnavailable(rig);
    }
  }

  private static void assertUnavailable(Rig rig) {
    var error = rig.json(rig.post(PATH, MATH), 503).get("error");
    assertThat(error.get("code").stringValue()).isEqualTo("CLASSIFIER_UNAVAILABLE");
  }

  private static JsonNode ask(String body) {
    try (var rig = Rig.ready(Documents.YAML)) {
      return rig.json(rig.post(PATH, body), 200);
    }
  }

  private static Rig rig(String yaml, Ports ports) {
    var recipes = Documents.recipes(yaml, ports, RouterEvents.NONE);
    var rig = new Rig(Optional.of(new Router(recipes, RouterEvents.NONE)));
    rig.status.enter(Phase.READY, "");
    return rig;
  }
}
