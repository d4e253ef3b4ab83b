package io.signalbox.backends.remote;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import io.signalbox.infer.ClassifierSource.HttpClassify;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a service that classifies as vLLM does: {@code POST /classify {model, input}}, answered by
 * {@code {data: [{label, probs, num_classes}]}}.
 */
final class HttpClassifier implements Classifier {
  private static final String PATH = "/classify";

  /** What the label is called that the service does not name. */
  private static final String OTHER = "other";

  /** How far from 1 the probabilities of a distribution may sum. */
  private static final double SLACK = 0.02;

  private final ModelClient client;
  private final HttpClassify source;

  HttpClassifier(ModelClient client, HttpClassify source) {
    this.client = client;
    this.source = source;
  }

  @Override
  public Classification classify(String text, Deadline deadline) {
    var sent = Excerpt.of(text);
    var body = JsonMapper.shared().createObjectNode();
    body.put("model", source.model().model()).put("input", sent.text());
    var answer = client.post(source.model(), PATH, body, deadline).path("data").path(0);
    var probabilities = probabilities(answer.path("probs"));
    return new Classification(
        source.labels().isEmpty()
            ? named(answer.path("label").asString(""), probabilities)
            : listed(probabilities),
        sent.coverage());
  }

  private double[] probabilities(JsonNode json) {
    var probabilities = new double[json.size()];
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      double p = json.path(i).isNumber() ? json.path(i).asDouble() : Double.NaN;
      if (!(p >= 0 && p <= 1 + SLACK)) {
        throw ModelClient.failed(source.model(), "answered something that is no probability");
      }
      probabilities[i] = Math.min(1, p);
      sum += p;
    }
    if (probabilities.length < 2) {
      throw ModelClient.failed(source.model(), "answered without the probabilities of labels");
    }
    if (Math.abs(sum - 1) > SLACK) {
      throw ModelClient.failed(source.model(), "answered probabilities that do not sum to 1");
    }
    return probabilities;
  }

  private Map<String, Double> listed(double[] probabilities) {
    if (probabilities.length != source.labels().size()) {
      throw ModelClient.failed(
          source.model(),
          "answered %d probabilities for %d labels"
              .formatted(probabilities.length, source.labels().size()));
    }
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      named.put(source.labels().get(i), probabilities[i]);
    }
    return named;
  }

  /**
   * The likeliest label by the service's own name, and of two labels the other one: an alarm where
   * the likeliest is none.
   */
  private Map<String, Double> named(String label, double[] probabilities) {
    double highest = Math.max(probabilities[0], probabilities[1]);
    if (probabilities.length > 2) {
      throw ModelClient.failed(
          source.model(), "has more than two labels (expected: their names in the configuration)");
    }
    if (label.isBlank()) {
      throw ModelClient.failed(source.model(), "answered without a label");
    }
    var alarming = source.alarming();
    var known = alarming.stream().filter(label::equalsIgnoreCase).findFirst();
    var rest = known.isPresent() || alarming.isEmpty() ? OTHER : alarming.getFirst();
    return Map.of(known.orElse(label), highest, rest, 1 - highest);
  }
}
