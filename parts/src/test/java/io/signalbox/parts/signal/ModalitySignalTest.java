package io.signalbox.parts.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.chat.Calls;
import io.signalbox.chat.ChatRequest;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.Compiled;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.parts.ExampleDocument;
import io.signalbox.parts.StandardParts;
import io.signalbox.parts.protocol.openai.OpenAiChatProtocol;
import io.signalbox.signal.SignalName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModalitySignalTest {
  private static final String WORDS =
      "enabled: true, method: keyword, keywords: [Draw, 'image of'], both_keywords: [and explain]";

  private static final String ROUTING =
      """
      routing:
        modelCards: [{name: m}]
        signals: {modality: [{name: AR}, {name: DIFFUSION}, {name: BOTH}]}
        decisions:
        - {name: text, rules: {type: modality, name: AR}, modelRefs: [{model: m}]}
        - {name: picture, rules: {type: modality, name: DIFFUSION}, modelRefs: [{model: m}]}
        - {name: both, rules: {type: modality, name: BOTH}, modelRefs: [{model: m}]}
      providers: {defaults: {default_model: m}, models: [{name: m, backend_refs: [{endpoint: "b:80"}]}]}
      """;

  private static Compiled compile(String detector, String routing) {
    var text =
        "version: v0.3\nglobal: {model_catalog: {modules: {modality_detector: {"
            + detector
            + "}}}}\n"
            + routing;
    return new RecipeCompiler(
            StandardParts.catalog(), ExampleDocument.none(), RouterEvents.NONE, false)
        .compile(ConfigLoader.load("c.yaml", text, Map.of(), false));
  }

  private static ChatRequest request(String text, String members) {
    var body =
        """
        {"model":"auto","messages":[{"role":"user","content":"%s"}]%s}
        """
            .formatted(text, members);
    return new OpenAiChatProtocol().decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String decision(String detector, String text, String members) {
    var recipe = Objects.requireNonNull(compile(detector, ROUTING).recipes()).main();
    return recipe.route(Calls.with(), request(text, members)).decisionName();
  }

  @ParameterizedTest
  @CsvSource({
    "What is a cat?, text",
    "DRAW a cat, picture",
    "an Image of a cat, picture",
    "withdraw money, picture",
    "draw a cat AND EXPLAIN it, both",
    "and explain it, text",
    "'', text",
    "' ', text"
  })
  void wordsTell(String text, String decision) {
    assertThat(decision(WORDS, text, "")).isEqualTo(decision);
  }

  @Test
  void theRequestsOwnWishComesFirst() {
    var alone = ",\"modalities\":[\"image\"]";
    var both = ",\"tools\":[{\"type\":\"image_generation\"}]";
    for (var detector : List.of(WORDS, "enabled: false", "")) {
      assertThat(decision(detector, "What is a cat?", alone)).isEqualTo("picture");
      assertThat(decision(detector, "draw a cat", both)).isEqualTo("both");
    }
  }

  @Test
  void aDetectorThatIsOffTellsNothingByWords() {
    assertThat(decision("enabled: false, method: classifier", "draw a cat", "")).isEmpty();
    assertThat(compile("", ROUTING).problems().stream().map(Problem::text))
        .singleElement()
        .asString()
        .contains("no words are looked at");
  }

  @Test
  void howSureAndHowItWasToldIsKept() {
    var recipe = Objects.requireNonNull(compile(WORDS, ROUTING).recipes()).main();
    var routed = recipe.route(Calls.with(), request("draw a cat and explain", ""));
    assertThat(routed.verdict().confidence()).isEqualTo(0.75);
    assertThat(routed.readings().value(new SignalName("modality", "BOTH:keyword"))).isEqualTo(0.75);
  }

  @ParameterizedTest
  @CsvSource({
    "method: classifier, 'method: classifier (expected: keyword'",
    "method: hybrid, 'method: hybrid (expected: keyword'",
    "'', 'method: missing (expected: keyword'",
    "method: keyword, 'method: without keywords (expected: keywords'",
    "'method: keyword, keywords: [\" \"]', 'keywords[0]: a blank'",
    "'method: keyword, keywords: [a], both_keywords: [\"\"]', 'keywords[0]: a blank'"
  })
  void whatTheDetectorCannotDoIsRefused(String detector, String refusal) {
    var enabled =
        detector.isEmpty() ? "enabled: true, keywords: [a]" : "enabled: true, " + detector;
    assertThat(compile(enabled, ROUTING).problems().stream().map(Problem::text))
        .anyMatch(problem -> problem.contains(refusal));
  }

  @Test
  void otherNamesAreRefused() {
    assertThat(ExampleDocument.problems("signals: {modality: [{name: ar}, {name: VIDEO}]}"))
        .filteredOn(problem -> problem.contains("expected: AR, DIFFUSION or BOTH"))
        .hasSize(2);
  }
}
