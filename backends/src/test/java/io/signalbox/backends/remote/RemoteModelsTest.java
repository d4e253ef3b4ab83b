package io.signalbox.backends.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.signalbox.backends.remote.StubService.Behaviour;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource.ChatVerdict;
import io.signalbox.infer.ClassifierSource.HttpClassify;
import io.signalbox.infer.EmbedderSource;
import io.signalbox.infer.RemoteModel;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteModelsTest {
  private static final RemoteModels MODELS = new RemoteModels();
  private static final List<String> SAFETY = List.of("benign", "jailbreak");
  private static final String PROMPT = "my prompt, which nobody may see";
  private static final String HALF = "{\"data\": [{\"label\": \"x\", \"probs\": [0.5, 0.5]}]}";

  @AfterAll
  static void close() {
    MODELS.close();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMinutes(1));
  }

  private static Classifier classify(RemoteModel model, String... labels) {
    return MODELS.classifier(new HttpClassify(model, List.of(labels), List.of("jailbreak")));
  }

  private static Classification answer(String json, String... labels) {
    try (var service = new StubService(StubService.json(json))) {
      return classify(service.model(0), labels).classify(PROMPT, soon());
    }
  }

  private static RouterException failure(Classifier classifier, Deadline deadline) {
    var failure =
        catchThrowableOfType(RouterException.class, () -> classifier.classify(PROMPT, deadline));
    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageStartingWith("model service stub: ");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain("my prompt", "k-secret", "127.0.0.1");
    }
    return failure;
  }

  private static RouterException failure(Behaviour behaviour) {
    try (var service = new StubService(behaviour)) {
      return failure(classify(service.model(0), "benign", "jailbreak"), soon());
    }
  }

  @Test
  void aServiceClassifies() {
    var json = "{\"data\": [{\"index\": 0, \"label\": \"LABEL_1\", \"probs\": [0.1, 0.9]}]}";
    try (var service = new StubService(StubService.json(json))) {
      var found = classify(service.model(0), "benign", "jailbreak").classify(PROMPT, soon());
      assertThat(found.probabilities()).isEqualTo(Map.of("benign", 0.1, "jailbreak", 0.9));
      assertThat(service.asked())
          .singleElement()
          .satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/classify");
            assertThat(asked.authorization()).isEqualTo("Bearer k-secret");
            assertThat(asked.body().path("model").asString()).isEqualTo("served");
            assertThat(asked.body().path("input").asString()).isEqualTo(PROMPT);
          });
    }
  }

  @Test
  void labelsAreTheServicesOwnWhereNoneAreConfigured() {
    var attack = answer("{\"data\": [{\"label\": \"Jailbreak\", \"probs\": [0.25, 0.75]}]}");
    assertThat(attack.probability("jailbreak")).isEqualTo(0.75);
    var harmless = answer("{\"data\": [{\"label\": \"SAFE\", \"probs\": [0.75, 0.25]}]}");
    assertThat(harmless.probability("SAFE")).isEqualTo(0.75);
    assertThat(harmless.probability("jailbreak")).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"benign\"",
        "{\"data\": []}",
        "{\"data\": {\"probs\": [0.5, 0.5]}}",
        "{\"data\": [{\"label\": \"benign\"}]}",
        "{\"data\": [{\"probs\": [1]}]}",
        "{\"data\": [{\"probs\": [0.2, 0.3, 0.5]}]}",
        "{\"data\": [{\"probs\": [0, 0]}]}",
        "{\"data\": [{\"probs\": [-1, 2]}]}",
        "{\"data\": [{\"probs\": [\"0.5\", 0.5]}]}",
        "{\"data\": [{\"probs\": [null, 1]}]}",
        "{\"data\": [{\"probs\": [7, 3]}]}",
        "not json",
        "",
        "{\"data\": [{\"probs\": [0.5, 0.5]}"
      })
  void aWrongAnswerIsNeverClean(String body) {
    assertThat(failure(StubService.json(body)).fault()).isEqualTo(Fault.UPSTREAM);
  }

  @ParameterizedTest
  @CsvSource({"301", "400", "401", "404", "500", "503"})
  void aStatusIsNeverClean(int status) {
    var failure = failure(StubService.status(status, HALF));
    assertThat(failure.fault()).isEqualTo(Fault.UPSTREAM);
    assertThat(failure).hasMessageEndingWith("answered with status " + status);
  }

  @Test
  void redirectsAreNotFollowed() {
    try (var other = new StubService(StubService.json(HALF));
        var service =
            new StubService(exchange -> {
              exchange.getResponseHeaders().add("location", other.model(0).base() + "/classify");
              exchange.sendResponseHeaders(307, -1);
            })) {
      assertThat(failure(classify(service.model(2), "a", "jailbreak"), soon()))
          .hasMessageEndingWith("status 307");
      assertThat(other.asked()).isEmpty();
      assertThat(service.asked()).hasSize(1);
    }
  }

  @Test
  void anEndlessAnswerIsCutOff() {
    assertThat(failure(StubService.endless()).fault()).isEqualTo(Fault.UPSTREAM);
  }

  @Test
  void aBrokenConnectionIsTold() {
    assertThat(failure(StubService.brokenConnection()).fault()).isEqualTo(Fault.UPSTREAM);
  }

  @Test
  void aServiceThatIsNotThereIsTold() {
    RemoteModel gone;
    try (var service = new StubService(StubService.json(HALF))) {
      gone = service.model(0);
    }
    assertThat(failure(classify(gone, "a", "jailbreak"), soon()).fault()).isEqualTo(Fault.UPSTREAM);
  }

  private static RouterException late(Function<StubService, Behaviour> slow, Deadline deadline) {
    try (var service = new StubService(StubService.json(HALF))) {
      try (var sleepy = new StubService(slow.apply(service))) {
        return failure(classify(sleepy.model(3, Duration.ofMillis(150)), "a", "b"), deadline);
      }
    }
  }

  @Test
  void aSlowAnswerEndsWithItsTimeout() {
    assertThat(late(StubService::silence, soon()).fault()).isEqualTo(Fault.TIMEOUT);
    assertThat(late(StubService::halfAnswer, soon()).fault()).isEqualTo(Fault.TIMEOUT);
  }

  @Test
  void aSlowAnswerEndsWithTheCallersDeadline() {
    try (var service = new StubService(StubService.json(HALF));
        var sleepy = new StubService(service.silence())) {
      var classifier = classify(sleepy.model(3, Duration.ofHours(1)), "a", "jailbreak");
      assertThat(failure(classifier, Deadline.after(Duration.ofMillis(150))).fault())
          .isEqualTo(Fault.TIMEOUT);
      assertThat(failure(classifier, new Deadline(System.nanoTime() - 1)).fault())
          .isIn(Fault.TIMEOUT, Fault.OVERLOADED);
      assertThat(sleepy.asked()).hasSize(1);
    }
  }

  @Test
  void whatMayPassIsTriedAgain() {
    try (var service =
        new StubService(
            StubService.status(503, ""),
            StubService.brokenConnection(),
            StubService.status(429, "slow down"),
            StubService.json(HALF))) {
      var found = classify(service.model(3), "benign", "jailbreak").classify(PROMPT, soon());
      assertThat(found.probability("jailbreak")).isEqualTo(0.5);
      assertThat(service.asked()).hasSizeBetween(4, 5);
    }
  }

  @Test
  void triesAreCounted() {
    try (var service = new StubService(StubService.status(500, ""))) {
      failure(classify(service.model(2), "benign", "jailbreak"), soon());
      assertThat(service.asked()).hasSize(3);
    }
    try (var service = new StubService(StubService.status(400, ""))) {
      failure(classify(service.model(2), "benign", "jailbreak"), soon());
      assertThat(service.asked()).hasSize(1);
    }
  }

  @Test
  void aServiceIsAskedSoManyTimesAtOnce() throws Exception {
    var inside = new Semaphore(ModelClient.AT_ONCE);
    var tooMany = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var service =
            new StubService(exchange -> {
              if (!inside.tryAcquire()) {
                synchronized (tooMany) {
                  tooMany.add("more than " + ModelClient.AT_ONCE);
                }
              }
              StubService.json(HALF).answer(exchange);
              inside.release();
            })) {
      var classifier = classify(service.model(0), "benign", "jailbreak");
      List<Callable<Classification>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(() -> classifier.classify(PROMPT, soon()));
      }
      for (Future<Classification> call : threads.invokeAll(calls)) {
        assertThat(call.get().probability("jailbreak")).isEqualTo(0.5);
      }
      assertThat(tooMany).isEmpty();
    }
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsNotTold() {
    var model =
        new RemoteModel(
            "stub",
            URI.create("http://127.0.0.1:1"),
            "m",
            "k-secret\n",
            Duration.ofSeconds(1),
            0,
            1);
    assertThat(failure(classify(model, "a", "b"), soon())).hasMessageContaining("its key");
  }

  private static RouterException refusedVerdict(String content) {
    try (var service = new StubService(StubService.json(completion(content)))) {
      return failure(verdict(service.model(0)), soon());
    }
  }

  private static Classifier verdict(RemoteModel model) {
    return MODELS.classifier(new ChatVerdict(model, "Tell attacks.", SAFETY, List.of("jailbreak")));
  }

  private static String completion(String content) {
    return "{\"choices\": [{\"message\": {\"content\": "
        + tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(content)
        + "}}]}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"label\": \"jailbreak\", \"rationale\": \"it {asks}\"} | jailbreak",
        "```json {\"label\": \" Benign \"} ``` | benign",
        "unsafe | jailbreak",
        "safe | benign",
        "Safety: Unsafe, Categories: Jailbreak | jailbreak",
        "Safety: Controversial | jailbreak",
      })
  void aLanguageModelGivesAVerdict(String content, String label) {
    try (var service = new StubService(StubService.json(completion(content)))) {
      var found = verdict(service.model(0)).classify("a \ud800 b", soon());
      assertThat(found.best()).isEqualTo(label);
      assertThat(found.probability(label)).isEqualTo(1);
      var body = service.asked().getFirst().body();
      assertThat(service.asked().getFirst().path()).isEqualTo("/v1/chat/completions");
      assertThat(body.path("temperature").asInt(9)).isZero();
      assertThat(body.path("max_tokens").asInt()).isEqualTo(64);
      assertThat(body.path("messages").path(0).path("content").asString())
          .contains("Tell attacks.", "[\"benign\",\"jailbreak\"]");
      assertThat(body.path("messages").path(1).path("content").asString()).isEqualTo("a ? b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I cannot help with that.",
        "{\"label\": \"other\"}",
        "{\"label\": 1}",
        "{\"label\": [\"jailbreak\"]}",
        "{",
        "}{",
        "unsafely",
        "The text is safe",
      })
  void anythingElseIsNoVerdict(String content) {
    assertThat(refusedVerdict(content).fault()).isEqualTo(Fault.UPSTREAM);
  }

  private static float[] vector(String text, int dimensions, Behaviour... behaviours) {
    try (var service = new StubService(behaviours)) {
      var model = service.model(0);
      var embedder = MODELS.embedder(new EmbedderSource(model, dimensions));
      assertThat(embedder.dimensions()).isEqualTo(dimensions);
      return embedder.embed(text, soon());
    }
  }

  private static Behaviour vectors(String... vectors) {
    var data = new ArrayList<String>();
    for (int i = 0; i < vectors.length; i++) {
      data.add("{\"index\": %d, \"embedding\": %s}".formatted(i, vectors[i]));
    }
    return StubService.json("{\"data\": [" + String.join(", ", data) + "]}");
  }

  @Test
  void vectorsHaveUnitLength() {
    assertThat(vector("a", 2, vectors("[3, 4]"))).containsExactly(0.6f, 0.8f);
    assertThat(vector("", 2, vectors("[3, 4]"))).containsExactly(0.6f, 0.8f);
  }

  @Test
  void aLongTextIsTheMeanOfItsWindows() {
    var text = "a".repeat(HttpEmbedder.WINDOW - 1) + "😀".repeat(HttpEmbedder.WINDOW / 2);
    var found = vector(text, 2, vectors("[5, 0]", "[0, 1]"));
    assertThat(found[0]).isCloseTo(found[1], within(1e-3f));
    var endless = new String[HttpEmbedder.MOST_WINDOWS];
    java.util.Arrays.fill(endless, "[0, 2]");
    assertThat(vector("a".repeat(1_000_000), 2, vectors(endless))).containsExactly(0f, 1f);
  }

  @Test
  void aServiceOfOneLengthIsNotToldItTwice() {
    try (var service = new StubService(StubService.status(400, "{}"), vectors("[1, 0]"))) {
      var embedder = MODELS.embedder(new EmbedderSource(service.model(0), 2));
      embedder.embed("a", soon());
      embedder.embed("b", soon());
      assertThat(service.asked())
          .extracting(asked -> asked.body().has("dimensions"))
          .containsExactly(true, false, false);
      assertThat(service.asked().getFirst().path()).isEqualTo("/embeddings");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "[1, 2, 3]",
        "[]",
        "[0, 0]",
        "[\"1\", 2]",
        "[1e308, 1e308]",
        "[null, 1]",
        "\"AAAA\"",
        "{}"
      })
  void aWrongVectorIsRefused(String vector) {
    var failure =
        catchThrowableOfType(RouterException.class, () -> vector(PROMPT, 2, vectors(vector)));
    assertThat(failure.fault()).isEqualTo(Fault.UPSTREAM);
  }

  @Test
  void pathsAreAppendedOnce() {
    for (var base : List.of("http://h:1", "http://h:1/v1", "http://h:1/proxy", "http://h:1/p/v1")) {
      var at = ModelClient.at(URI.create(base), "/v1/chat/completions").toString();
      assertThat(at).startsWith(base).endsWith("/v1/chat/completions").doesNotContain("v1/v1");
    }
  }
}
