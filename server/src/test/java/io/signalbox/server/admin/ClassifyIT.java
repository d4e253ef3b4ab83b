package io.signalbox.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.catalog.Ports;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.Entity;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.infer.Head;
import io.signalbox.infer.SignalEncoder;
import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.reload.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The endpoints that classify texts; what the models say is scripted. */
@TestInstance(Lifecycle.PER_CLASS)
class ClassifyIT {
  private static final String CARD = "4111 1111 1111 1111";

  private final FakeEncoder encoder =
      FakeEncoder.of(FakeTopics::classify)
          .with(
              Head.SAFETY,
              (text, deadline) -> {
                double attack = text.contains("ATTACK") ? 0.999 : 0.001;
                return new Classification(
                    Map.of(
                        "benign",
                        1 - attack,
                        "jailbreak",
                        attack,
                        "injection",
                        0.0,
                        "harmful",
                        0.0));
              })
          .with(
              Head.FACT_CHECK,
              (text, deadline) -> new Classification(Map.of("needed", 0.9, "not_needed", 0.1)))
          .with(
              Head.FEEDBACK,
              (text, deadline) -> new Classification(Map.of("satisfied", 0.8, "none", 0.2)))
          .tagging(ClassifyIT::names);

  private final Rig rig = rig(ports(encoder));

  private static final class FakeTopics {
    static Classification classify(String text, Deadline deadline) {
      return Documents.ENCODER.read(text, deadline).head(Head.DOMAIN);
    }
  }

  private static List<Entity> names(String text) {
    int at = text.indexOf("Zo\u00eb Marchetti");
    return at < 0 ? List.of() : List.of(new Entity("PERSON", at, at + 13, 0.97));
  }

  /** Vectors of two dimensions: how much of a text is the letter a, and the rest. */
  private static final class LetterA implements Embedder {
    @Override
    public String model() {
      return "a";
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public float[] embed(String text, Deadline deadline) {
      double share = text.chars().filter(c -> c == 'a').count() / (double) text.length();
      double norm = Math.hypot(share, 1 - share);
      return new float[] {(float) (share / norm), (float) ((1 - share) / norm)};
    }
  }

  private static Ports ports(SignalEncoder encoder) {
    return new Ports() {
      @Override
      public SignalEncoder encoder() {
        return encoder;
      }

      @Override
      public Optional<Embedder> embedder() {
        return Optional.of(new LetterA());
      }
    };
  }

  private static Rig rig(Ports ports) {
    var recipes = Documents.recipes(Documents.YAML, ports, RouterEvents.NONE);
    var rig = new Rig(Optional.of(new Router(recipes, RouterEvents.NONE)));
    rig.status.enter(Phase.READY, "");
    return rig;
  }

  @AfterAll
  void close() {
    rig.close();
  }

  private JsonNode ask(String path, String body) {
    return rig.json(rig.post(path, body), 200);
  }

  @Test
  void personalDataIsToldByPlaceAndHidden() {
    var text = "\ud83d\ude00 Zo\u00eb Marchetti pays with " + CARD;
    var answer = ask("/api/v1/classify/pii", "{\"text\": \"" + text + "\"}");
    assertThat(answer.get("has_pii").booleanValue()).isTrue();
    assertThat(answer.get("security_recommendation").stringValue()).isEqualTo("block");
    assertThat(answer.get("coverage").doubleValue()).isEqualTo(1);
    var person = answer.get("entities").get(0);
    assertThat(person.get("type").stringValue()).isEqualTo("PERSON");
    assertThat(person.get("value").stringValue()).isEqualTo("[DETECTED]");
    // Code points: the face counts once.
    assertThat(person.get("start_position").intValue()).isEqualTo(2);
    assertThat(person.get("end_position").intValue()).isEqualTo(15);
    assertThat(answer.toString()).doesNotContain("Marchetti").doesNotContain("4111");
  }

  @Test
  void personalDataIsMaskedAndShownOnlyWhenAskedFor() {
    var body =
        "{\"text\": \"pay with "
            + CARD
            + ", I repeat, "
            + CARD
            + "\", \"options\":"
            + " {\"mask_entities\": true, \"reveal_entity_text\": true,"
            + " \"return_positions\": false, \"entity_types\": [\"credit_card\"],"
            + " \"confidence_threshold\": 0.2}}";
    var answer = ask("/api/v1/classify/pii", body);
    assertThat(answer.get("masked_text").stringValue())
        .isEqualTo("pay with [CREDIT_CARD_1], I repeat, [CREDIT_CARD_1]");
    var card = answer.get("entities").get(0);
    assertThat(card.get("value").stringValue()).isEqualTo(CARD);
    assertThat(card.get("masked_value").stringValue()).isEqualTo("[CREDIT_CARD_1]");
    assertThat(card.has("start_position")).isFalse();
  }

  @Test
  void attacksAreTold() {
    var attack = ask("/api/v1/classify/security", "{\"text\": \"ATTACK the model\"}");
    assertThat(attack.get("risk_score").doubleValue()).isBetween(0.0, 1.0);
    var plain = ask("/api/v1/classify/security", "{\"text\": \"bake a cake\"}");
    assertThat(plain.get("is_jailbreak").booleanValue()).isFalse();
    assertThat(plain.get("recommendation").stringValue()).isEqualTo("allow");
    assertThat(plain.get("detection_types")).isEmpty();
    assertThat(attack.get("risk_score").doubleValue())
        .isGreaterThan(plain.get("risk_score").doubleValue());
  }

  @Test
  void thresholdOfAnAttackCanBeAskedFor() {
    var all =
        ask(
            "/api/v1/classify/security",
            "{\"text\": \"ATTACK\", \"options\": {\"confidence_threshold\": 0}}");
    assertThat(all.get("is_jailbreak").booleanValue()).isTrue();
    assertThat(all.get("recommendation").stringValue()).isEqualTo("block");
  }

  @Test
  void factsAndFeedbackAreTold() {
    var facts = ask("/api/v1/classify/fact-check", "{\"text\": \"When was it built?\"}");
    assertThat(facts.get("needs_fact_check").booleanValue()).isTrue();
    assertThat(facts.get("confidence").doubleValue()).isEqualTo(0.9);
    var feedback = ask("/api/v1/classify/user-feedback", "{\"text\": \"thanks\"}");
    assertThat(feedback.get("feedback_type").stringValue()).isEqualTo("satisfied");
  }

  @Test
  void combinedTellsEverything() {
    var answer = ask("/api/v1/classify/combined", "{\"text\": \"the derivative, " + CARD + "\"}");
    assertThat(answer.at("/intent/classification/category").stringValue()).isEqualTo("math");
    assertThat(answer.at("/pii/has_pii").booleanValue()).isTrue();
    assertThat(answer.at("/security/is_jailbreak").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"intent,math", "pii,no_pii", "security,benign", "all,math"})
  void manyTextsAreClassified(String task, String category) {
    var answer =
        ask(
            "/api/v1/classify/batch",
            "{\"texts\": [\"a derivative\", \"another derivative\"], \"task_type\": \""
                + task
                + "\"}");
    assertThat(answer.get("total_count").intValue()).isEqualTo(2);
    assertThat(answer.at("/results/0/category").stringValue()).isEqualTo(category);
    assertThat(answer.at("/statistics/category_distribution/" + category).intValue()).isEqualTo(2);
    assertThat(answer.at("/statistics/avg_confidence").doubleValue()).isBetween(0.0, 1.0);
  }

  @Test
  void vectorsAndTheirCosinesAreTold() {
    var vectors = ask("/api/v1/embeddings", "{\"texts\": [\"aaaa\", \"bbbb\"]}");
    assertThat(vectors.at("/embeddings/0/dimension").intValue()).isEqualTo(2);
    assertThat(vectors.at("/embeddings/0/embedding/0").doubleValue()).isEqualTo(1);
    assertThat(vectors.at("/embeddings/1/embedding/0").doubleValue()).isZero();
    var alike = ask("/api/v1/similarity", "{\"text1\": \"aaaa\", \"text2\": \"aabb\"}");
    assertThat(alike.get("similarity").doubleValue()).isCloseTo(Math.sqrt(0.5), within(1e-6));
    var matches =
        ask(
            "/api/v1/similarity/batch",
            "{\"query\": \"aa\", \"candidates\": [\"bb\", \"aa\", \"ab\"], \"top_k\": 2}");
    assertThat(matches.get("matches")).hasSize(2);
    assertThat(matches.at("/matches/0/index").intValue()).isEqualTo(1);
    assertThat(matches.at("/matches/1/index").intValue()).isEqualTo(2);
    assertThat(matches.get("total_candidates").intValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classify/pii|{}",
        "classify/pii|{\"text\": 7}",
        "classify/pii|{\"text\": \"a\", \"options\": 3}",
        "classify/pii|{\"text\": \"a\", \"options\": {\"entity_types\": [\"SHOE_SIZE\"]}}",
        "classify/pii|{\"text\": \"a\", \"options\": {\"confidence_threshold\": 2}}",
        "classify/security|{\"text\": \" \"}",
        "classify/security|[]",
        "classify/batch|{\"texts\": []}",
        "classify/batch|{\"texts\": [\"\"]}",
        "classify/batch|{\"texts\": [\"a\"], \"task_type\": \"poetry\"}",
        "classify/combined|{\"text\": \"a\", \"pii_options\": []}",
        "embeddings|{\"texts\": []}",
        "embeddings|{\"texts\": [\"a\"], \"dimension\": 768}",
        "embeddings|{\"texts\": [\"a\"], \"model\": \"oracle\"}",
        "embeddings|{\"images\": [\"data:image/png;base64,\"]}",
        "similarity|{\"text1\": \"a\"}",
        "similarity/batch|{\"query\": \"a\", \"candidates\": [], \"top_k\": 1}",
        "similarity/batch|{\"query\": \"a\", \"candidates\": [\"b\"], \"top_k\": -1}",
      })
  void whatMakesNoSenseIsRefused(String path, String body) {
    var error = rig.json(rig.post("/api/v1/" + path, body), 400).get("error");
    assertThat(error.get("code").stringValue()).isIn("INVALID_INPUT", "INVALID_TASK_TYPE");
    assertThat(error.get("message").stringValue()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pii", "security", "fact-check", "user-feedback", "intent", "combined"})
  void withoutItsModelNothingIsMadeUp(String task) {
    SignalEncoder full =
        (text, deadline) -> {
          throw new RouterException(Fault.OVERLOADED, "the queue is full");
        };
    try (var none = rig(ports(full))) {
      var error =
          none.json(none.post("/api/v1/classify/" + task, "{\"text\": \"hello there\"}"), 503);
      assertThat(error.at("/error/code").stringValue()).isEqualTo("CLASSIFIER_UNAVAILABLE");
    }
  }

  @Test
  void entailmentHasNoModel() {
    var error =
        rig.json(rig.post("/api/v1/nli", "{\"premise\": \"a\", \"hypothesis\": \"b\"}"), 503);
    assertThat(error.at("/error/code").stringValue()).isEqualTo("NLI_MODEL_NOT_READY");
  }
}
