package io.signalbox.backends.remote;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Embedder;
import io.signalbox.infer.EmbedderSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a service for vectors as OpenAI's {@code POST /embeddings} has it. A text longer than one
 * window gives the mean of its windows' vectors, weighted by their lengths; windows beyond {@link
 * #MOST_WINDOWS} are left out.
 */
final class HttpEmbedder implements Embedder {
  /** Characters of a window: some 2,000 tokens of English, at most 8,000 of any script. */
  static final int WINDOW = 8_000;

  static final int MOST_WINDOWS = 16;

  private static final String PATH = "/embeddings";

  private final ModelClient client;
  private final EmbedderSource source;

  /** Whether the service makes vectors of one length only, and refuses to be told it. */
  private volatile boolean onlyLength;

  HttpEmbedder(ModelClient client, EmbedderSource source) {
    this.client = client;
    this.source = source;
  }

  @Override
  public String model() {
    return source.model().model();
  }

  @Override
  public int dimensions() {
    return source.dimensions();
  }

  @Override
  public float[] embed(String text, Deadline deadline) {
    var windows = windows(text);
    var answer = ask(windows, deadline);
    var data = answer.path("data");
    if (data.size() != windows.size()) {
      throw ModelClient.failed(source.model(), "answered another number of vectors than of texts");
    }
    var sum = new double[source.dimensions()];
    for (int i = 0; i < windows.size(); i++) {
      // The service may answer in another order than it was asked.
      int index = data.path(i).path("index").asInt(i);
      int weight = Math.max(1, windows.get(Math.clamp(index, 0, windows.size() - 1)).length());
      add(data.path(i).path("embedding"), weight, sum);
    }
    return unit(sum);
  }

  private JsonNode ask(List<String> windows, Deadline deadline) {
    var model = source.model();
    if (!onlyLength) {
      var body = body(windows).put("dimensions", source.dimensions());
      var answer = client.ask(model, PATH, body, deadline);
      if (answer.status() != 400 && answer.status() != 422) {
        return ok(answer);
      }
    }
    var answer = ok(client.ask(model, PATH, body(windows), deadline));
    onlyLength = true;
    return answer;
  }

  private JsonNode ok(ModelClient.Answer answer) {
    if (answer.status() != 200) {
      throw ModelClient.failed(source.model(), "answered with status " + answer.status());
    }
    return answer.json();
  }

  private ObjectNode body(List<String> windows) {
    var body = JsonMapper.shared().createObjectNode();
    body.put("model", source.model().model()).put("encoding_format", "float");
    var input = body.putArray("input");
    windows.forEach(input::add);
    return body;
  }

  /** Cuts a text; no window is empty, since services refuse empty texts. */
  private static List<String> windows(String text) {
    var windows = new ArrayList<String>();
    int start = 0;
    while (start < text.length() && windows.size() < MOST_WINDOWS) {
      int end = Math.min(text.length(), start + WINDOW);
      end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
      windows.add(text.substring(start, end));
      start = end;
    }
    return windows.isEmpty() ? List.of(" ") : windows;
  }

  private void add(JsonNode vector, int weight, double[] sum) {
    if (vector.size() != sum.length) {
      throw ModelClient.failed(
          source.model(),
          "answered a vector of %d numbers (expected: %d)".formatted(vector.size(), sum.length));
    }
    double squares = 0;
    for (var number : vector) {
      double value = number.isNumber() ? number.asDouble() : Double.NaN;
      squares += value * value;
    }
    if (!Double.isFinite(squares) || squares == 0) {
      throw ModelClient.failed(source.model(), "answered a vector that has no direction");
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector.path(i).asDouble() / Math.sqrt(squares) * weight;
    }
  }

  private float[] unit(double[] sum) {
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    if (squares < 1e-12) {
      throw ModelClient.failed(source.model(), "answered vectors that cancel out");
    }
    var unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / Math.sqrt(squares));
    }
    return unit;
  }
}
