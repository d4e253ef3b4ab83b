package io.signalbox.parts.guard;

import io.signalbox.chat.Deadline;
import io.signalbox.infer.Classification;
import io.signalbox.infer.Classifier;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what the prompt guard weighs, for {@code training/ngrams/fit_guard.py}.
 *
 * <pre>
 * texts ROWS OUT             every reading of every row, for the encoder to score: {"text": ...}
 * features ROWS SCORES OUT   every row with the evidence of its readings; SCORES holds what the encoder says of each text:
 *                            {"text": ..., "safety": [benign, jailbreak, injection, harmful]}; or class:NAME, a
 *                            Classifier with a constructor without parameters; or none
 * </pre>
 */
final class GuardFeatures {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> LABELS = List.of("benign", "jailbreak", "injection", "harmful");

  private GuardFeatures() {}

  public static void main(String[] args) throws Exception {
    var out = Path.of(args[args.length - 1]);
    try (var lines = new PrintStream(Files.newOutputStream(out), false, StandardCharsets.UTF_8)) {
      switch (args[0]) {
        case "texts" -> texts(Path.of(args[1]), lines);
        case "features" -> features(Path.of(args[1]), classifier(args[2]), lines);
        default -> throw new IllegalArgumentException(args[0] + " (expected: texts or features)");
      }
    }
  }

  private static void texts(Path rows, PrintStream out) throws IOException {
    for (var row : rows(rows)) {
      var text = row.path("text").asString();
      line(out, Map.of("text", text));
      for (var variant : Disguises.of(text)) {
        line(out, Map.of("text", variant.text()));
      }
    }
  }

  private static void features(Path rows, Classifier encoder, PrintStream out) throws IOException {
    var guard = new PromptGuard(encoder, List.of("jailbreak"));
    for (var row : rows(rows)) {
      var readings =
          guard
              .readings(row.path("text").asString(), Deadline.after(Duration.ofMinutes(1)))
              .stream()
              .map(reading -> reading.evidence().values())
              .toList();
      var told = new LinkedHashMap<String, Object>();
      told.put("label", row.path("label").asString());
      told.put("source", row.path("source").asString());
      told.put("lang", row.path("lang").asString());
      told.put("names", Evidence.names());
      told.put("readings", readings);
      line(out, told);
    }
  }

  private static Classifier classifier(String scores) throws Exception {
    if (scores.equals("none")) {
      return (text, deadline) -> new Classification(Map.of("benign", 1.0));
    }
    if (scores.startsWith("class:")) {
      return Class.forName(scores.substring(6))
          .asSubclass(Classifier.class)
          .getDeclaredConstructor()
          .newInstance();
    }
    var known = new HashMap<String, Classification>();
    for (var row : rows(Path.of(scores))) {
      var probabilities = new LinkedHashMap<String, Double>();
      for (int i = 0; i < LABELS.size(); i++) {
        probabilities.put(LABELS.get(i), row.path("safety").path(i).asDouble());
      }
      known.put(row.path("text").asString(), new Classification(probabilities));
    }
    return (text, deadline) -> {
      var score = known.get(text);
      if (score == null) {
        throw new IllegalStateException("a text without a score: write texts and score them first");
      }
      return score;
    };
  }

  private static List<JsonNode> rows(Path path) throws IOException {
    try (var rows = JSON.readerFor(JsonNode.class).<JsonNode>readValues(path.toFile())) {
      return rows.readAll();
    }
  }

  private static void line(PrintStream out, Object value) throws IOException {
    out.print(JSON.writeValueAsString(value) + "\n");
  }
}
