package io.signalbox.backends.onnx;

import io.signalbox.infer.Head;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the file beside the signal encoder's graph says of it.
 *
 * @param version of the weights
 * @param temperatures what the logits of each head are divided by
 * @param types what the token head finds, in the order of its outputs: O, then B-X and I-X of each
 * @param tokenTemperature what its logits are divided by
 */
public record EncoderSpec(
    String version, Map<Head, Double> temperatures, List<String> types, double tokenTemperature) {
  private static final String RESOURCE = "/io/signalbox/backends/onnx/signal-encoder.json";
  private static final String TOKENS = "pii";
  private static final String OUTSIDE = "O";

  public EncoderSpec {
    temperatures = Map.copyOf(new EnumMap<>(temperatures));
    types = List.copyOf(types);
  }

  /** What ships with this module. */
  public static EncoderSpec bundled() {
    return parse(ShippedFile.read(RESOURCE));
  }

  /** Reads a file; refuses one whose labels are not those that this code knows. */
  static EncoderSpec parse(byte[] json) {
    var root = JsonMapper.shared().readTree(json);
    var heads = root.path("heads");
    var temperatures = new EnumMap<Head, Double>(Head.class);
    for (var head : Head.values()) {
      var node = heads.path(head.key());
      var labels = labels(node);
      if (!labels.equals(head.labels())) {
        throw new IllegalArgumentException(
            "signal encoder: %s: labels %s (expected: %s)"
                .formatted(head.key(), labels, head.labels()));
      }
      temperatures.put(head, temperature(head.key(), node));
    }
    var tokens = heads.path(TOKENS);
    return new EncoderSpec(
        root.path("version").asString(),
        temperatures,
        types(labels(tokens)),
        temperature(TOKENS, tokens));
  }

  private static List<String> labels(JsonNode head) {
    var labels = new ArrayList<String>();
    head.path("labels").forEach(label -> labels.add(label.asString()));
    return labels;
  }

  private static double temperature(String head, JsonNode node) {
    double temperature = node.path("temperature").asDouble(0);
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "signal encoder: %s: temperature %s (expected: above 0)".formatted(head, temperature));
    }
    return temperature;
  }

  private static List<String> types(List<String> tags) {
    var types = new ArrayList<String>();
    var expected = new ArrayList<>(List.of(OUTSIDE));
    for (int i = 1; i < tags.size(); i += 2) {
      var type = tags.get(i).substring(Math.min(2, tags.get(i).length()));
      types.add(type);
      expected.addAll(List.of("B-" + type, "I-" + type));
    }
    if (!tags.equals(expected) || types.isEmpty() || types.size() > TokenTags.MOST_TYPES) {
      throw new IllegalArgumentException(
          "signal encoder: pii: tags %s (expected: O, then B-X and I-X of at most %d types)"
              .formatted(tags, TokenTags.MOST_TYPES));
    }
    return types;
  }
}
