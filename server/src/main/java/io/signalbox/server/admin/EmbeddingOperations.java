package io.signalbox.server.admin;

import io.signalbox.infer.Embedder;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.explain.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Vectors of texts, and how like each other texts are. */
final class EmbeddingOperations {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String MODEL = "all-minilm-l6-v2";

  /** Names of the contract that stand for whatever model there is. */
  private static final List<String> MODELS =
      List.of("auto", MODEL, "qwen3", "gemma", "mmbert", "multimodal", "bert");

  private static final int MOST_TEXTS = 128;
  private static final int MOST_CANDIDATES = 1000;

  private final LearnedModels models;

  EmbeddingOperations(LearnedModels models) {
    this.models = models;
  }

  /** A text and how like the query it is. */
  private record Match(int index, String text, double similarity) {}

  Answer embeddings(Question question) {
    var body = asked(question);
    if (!body.json().path("images").isMissingNode() && !body.json().path("images").isEmpty()) {
      throw Refusal.invalid("images: not supported (expected: texts)");
    }
    var texts = body.texts("texts", MOST_TEXTS);
    if (texts.isEmpty()) {
      throw Refusal.invalid("texts: empty (expected: at least one text)");
    }
    var embedder = models.embedder();
    dimension(body, embedder);
    var all = new Stopwatch();
    var json = JSON.createObjectNode();
    var array = json.putArray("embeddings");
    for (var text : texts) {
      var one = new Stopwatch();
      var vector = embedder.embed(text, Evaluation.call().deadline());
      var entry = array.addObject().put("text", text).put("modality", "text");
      var numbers = entry.putArray("embedding");
      for (float number : vector) {
        numbers.add(number);
      }
      entry
          .put("dimension", vector.length)
          .put("model_used", MODEL)
          .put("processing_time_ms", one.millis());
    }
    double millis = all.millis();
    json.put("total_count", texts.size())
        .put("total_processing_time_ms", millis)
        .put("avg_processing_time_ms", millis / texts.size());
    return AdminApi.ok(json);
  }

  Answer similarity(Question question) {
    var body = asked(question);
    var first = body.text("text1");
    var second = body.text("text2");
    var embedder = models.embedder();
    dimension(body, embedder);
    var watch = new Stopwatch();
    double similarity = Embedder.cosine(vector(embedder, first), vector(embedder, second));
    return AdminApi.ok(
        JSON.createObjectNode()
            .put("model_used", MODEL)
            .put("similarity", similarity)
            .put("processing_time_ms", watch.millis()));
  }

  Answer batch(Question question) {
    var body = asked(question);
    var query = body.text("query");
    var candidates = body.texts("candidates", MOST_CANDIDATES);
    if (candidates.isEmpty()) {
      throw Refusal.invalid("candidates: empty (expected: at least one text)");
    }
    int top = body.count("top_k", 0);
    var embedder = models.embedder();
    dimension(body, embedder);
    var watch = new Stopwatch();
    var wanted = vector(embedder, query);
    var matches = new ArrayList<Match>();
    for (int i = 0; i < candidates.size(); i++) {
      var text = candidates.get(i);
      matches.add(new Match(i, text, Embedder.cosine(wanted, vector(embedder, text))));
    }
    matches.sort(
        Comparator.comparingDouble(Match::similarity).reversed().thenComparingInt(Match::index));
    var json = JSON.createObjectNode();
    var array = json.putArray("matches");
    matches.stream()
        .limit(top == 0 ? matches.size() : top)
        .forEach(match ->
            array
                .addObject()
                .put("index", match.index)
                .put("similarity", match.similarity)
                .put("text", match.text));
    json.put("total_candidates", candidates.size())
        .put("model_used", MODEL)
        .put("processing_time_ms", watch.millis());
    return AdminApi.ok(json);
  }

  Answer list(Question question) {
    var json = JSON.createObjectNode();
    json.putArray("models")
        .add(
            JSON.createObjectNode()
                .put("name", MODEL)
                .put("type", "embedding")
                .put("default_dimension", models.embedder().dimensions()));
    return AdminApi.ok(json);
  }

  private static Body asked(Question question) {
    var body = Body.of(question);
    var _ = body.word("model", MODELS);
    return body;
  }

  /** Only whole vectors are of use: a prefix of them is a worse one. */
  private static void dimension(Body body, Embedder embedder) {
    int wanted = body.count("dimension", 0);
    if (wanted != 0 && wanted != embedder.dimensions()) {
      throw Refusal.invalid(
          "dimension: not to be had (expected: %d, or no such key)"
              .formatted(embedder.dimensions()));
    }
  }

  private static float[] vector(Embedder embedder, String text) {
    return embedder.embed(text, Evaluation.call().deadline());
  }
}
