package io.signalbox.server.admin;

import io.signalbox.infer.Head;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Several questions about a text, and one question about several texts. */
final class BatchOperation {
  /** What may be asked about many texts; {@code all} asks everything. */
  static final List<String> TASKS = List.of("intent", "pii", "security", "all");

  private static final int MOST_TEXTS = 100;

  /** Beneath this a category counts as uncertain. */
  private static final double CERTAIN = 0.7;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final LearnedModels models;
  private final IntentOperation intent;
  private final PiiOperation pii;
  private final SecurityOperation security;

  BatchOperation(
      LearnedModels models, IntentOperation intent, PiiOperation pii, SecurityOperation security) {
    this.models = models;
    this.intent = intent;
    this.pii = pii;
    this.security = security;
  }

  /** Everything about one text. */
  Answer combined(Question question) {
    var body = Body.of(question);
    var text = body.text("text");
    var watch = new Stopwatch();
    var json = JSON.createObjectNode();
    var asked = JSON.createObjectNode().put("text", text);
    asked.set("options", body.object("intent_options").json());
    json.set("intent", intent.described(new Prompt(asked)));
    json.set("pii", pii.found(text, body.object("pii_options")));
    json.set("security", security.judged(text, body.object("security_options")));
    return AdminApi.ok(json.put("processing_time_ms", watch.millis()));
  }

  /** One question about many texts. */
  Answer batch(Question question) {
    var body = Body.of(question);
    var texts = body.texts("texts", MOST_TEXTS);
    if (texts.isEmpty()) {
      throw Refusal.invalid("texts: empty (expected: at least one text)");
    }
    var task = body.json().path("task_type").asString("intent");
    if (!TASKS.contains(task)) {
      throw new Refusal(
          400,
          "INVALID_TASK_TYPE",
          "task_type: not known (expected: " + String.join(", ", TASKS) + ")");
    }
    var options = body.options();
    var watch = new Stopwatch();
    var json = JSON.createObjectNode();
    var results = json.putArray("results");
    Map<String, Integer> categories = new TreeMap<>();
    double sum = 0;
    int uncertain = 0;
    for (var text : texts) {
      var result = result(task, text, options);
      results.add(result);
      double confidence = result.path("confidence").doubleValue();
      sum += confidence;
      uncertain += confidence < CERTAIN ? 1 : 0;
      categories.merge(result.path("category").stringValue(), 1, Integer::sum);
    }
    json.put("total_count", texts.size()).put("processing_time_ms", watch.millis());
    var statistics = json.putObject("statistics");
    var distribution = statistics.putObject("category_distribution");
    categories.forEach(distribution::put);
    statistics.put("avg_confidence", sum / texts.size()).put("low_confidence_count", uncertain);
    return AdminApi.ok(json);
  }

  private ObjectNode result(String task, String text, Body options) {
    var watch = new Stopwatch();
    var json = JSON.createObjectNode();
    if (task.equals("intent") || task.equals("all")) {
      var word = HeadOperations.word(models, Head.DOMAIN, text);
      json.put("category", word.best()).put("confidence", word.probability(word.best()));
      if (options.flag("return_probabilities", false)) {
        IntentOperation.probabilities(json.putObject("probabilities"), word);
      }
    }
    if (task.equals("pii") || task.equals("all")) {
      var found = pii.found(text, options);
      json.set("pii", found);
      if (task.equals("pii")) {
        double surest = 0;
        for (var entity : found.path("entities")) {
          surest = Math.max(surest, entity.path("confidence").doubleValue());
        }
        json.put("category", found.path("has_pii").booleanValue() ? "pii" : "no_pii")
            .put("confidence", found.path("has_pii").booleanValue() ? surest : 1 - surest);
      }
    }
    if (task.equals("security") || task.equals("all")) {
      var judged = security.judged(text, options);
      json.set("security", judged);
      if (task.equals("security")) {
        json.put("category", judged.path("is_jailbreak").booleanValue() ? "jailbreak" : "benign")
            .set("confidence", judged.path("confidence"));
      }
    }
    return json.put("processing_time_ms", watch.millis());
  }
}
