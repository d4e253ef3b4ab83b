package io.signalbox.server.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Writes the JSON of a traced evaluation as a tree for people. */
public final class EvaluationText {
  private static final String RESET = "\u001b[0m";

  private final boolean coloured;
  private final StringBuilder out = new StringBuilder();

  private EvaluationText(boolean coloured) {
    this.coloured = coloured;
  }

  /**
   * Lines that each end with a line feed.
   *
   * @param coloured whether to write ANSI escapes
   */
  public static String of(JsonNode json, boolean coloured) {
    var text = new EvaluationText(coloured);
    text.write(json);
    return text.out.toString();
  }

  private enum Colour {
    GREEN("\u001b[32m"),
    RED("\u001b[31m"),
    YELLOW("\u001b[33m"),
    BOLD("\u001b[1m"),
    FAINT("\u001b[2m");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  private void write(JsonNode json) {
    var recipe = json.path("recipe").asString("");
    line(
        0,
        paint(Colour.BOLD, "request")
            + "  model "
            + word(json, "requested_model")
            + (recipe.isEmpty() ? ", not routed" : ", recipe " + recipe));
    signals(json.path("signals"));
    projections(json.path("projection_trace"));
    decisions(json.path("eval_trace"));
    selection(json);
    flip(json.path("nearest_flip"));
  }

  private void signals(JsonNode signals) {
    if (signals.isEmpty()) {
      return;
    }
    line(0, paint(Colour.BOLD, "signals"));
    for (var signal : signals) {
      var name = word(signal, "type") + ":" + word(signal, "name");
      line(1, truth(word(signal, "result")) + " " + name + measured(signal));
    }
  }

  /** The value, where it must lie, the confidence and the error, as far as there are any. */
  private String measured(JsonNode node) {
    var parts = new ArrayList<String>();
    if (node.has("value")) {
      parts.add("value " + number(node.path("value")));
    }
    if (node.has("threshold")) {
      parts.add("(" + word(node, "threshold") + ")");
    }
    if (node.path("result").asString("").equals("YES") && node.has("confidence")) {
      parts.add("confidence " + number(node.path("confidence")));
    }
    if (node.has("state") && !node.has("error")) {
      parts.add(word(node, "state"));
    }
    if (node.has("error")) {
      parts.add("failed: " + word(node, "error"));
    }
    return parts.isEmpty() ? "" : paint(Colour.FAINT, "  " + String.join(" ", parts));
  }

  private void projections(JsonNode trace) {
    var partitions = trace.path("partitions");
    var scores = trace.path("scores");
    if (partitions.isEmpty() && scores.isEmpty()) {
      return;
    }
    line(0, paint(Colour.BOLD, "projections"));
    for (var partition : partitions) {
      var winner =
          partition.has("winner")
              ? word(partition, "winner")
                  + (partition.path("default_used").asBoolean(false) ? " by default" : "")
              : "open";
      line(1, "partition " + word(partition, "name") + " → " + winner);
    }
    for (var score : scores) {
      line(1, "score " + word(score, "name") + " = " + number(score.path("score")));
      for (var input : score.path("inputs")) {
        line(
            2,
            paint(
                Colour.FAINT,
                "%s × %s %s = %s"
                    .formatted(
                        number(input.path("weight")),
                        word(input, "input"),
                        number(input.path("value")),
                        number(input.path("contribution")))));
      }
    }
    for (var mapping : trace.path("mappings")) {
      for (var output : mapping.path("outputs")) {
        line(
            1,
            "%s %s:%s %s"
                .formatted(
                    truth(word(output, "result")),
                    word(mapping, "name"),
                    word(output, "name"),
                    paint(Colour.FAINT, " (" + word(output, "bounds") + ")")));
      }
    }
  }

  private void decisions(JsonNode trace) {
    if (trace.isEmpty()) {
      return;
    }
    line(0, paint(Colour.BOLD, "decisions"));
    for (var decision : trace) {
      line(
          1,
          "%s %s  %s"
              .formatted(
                  truth(word(decision, "result")),
                  paint(Colour.BOLD, word(decision, "decision_name")),
                  fate(decision)));
      rule(decision.path("root_trace"), 2);
    }
  }

  private String fate(JsonNode decision) {
    var fate = decision.path("fate");
    var rank = "priority " + number(decision.path("priority"));
    return switch (word(fate, "outcome")) {
      case "won" ->
          paint(Colour.GREEN, "taken")
              + ", "
              + rank
              + ", confidence "
              + number(decision.path("confidence"));
      case "outranked" ->
          paint(Colour.YELLOW, "outranked")
              + " by "
              + word(fate, "by")
              + " ("
              + word(fate, "rank")
              + ")";
      case "unknown" -> paint(Colour.YELLOW, "cannot be told") + ", " + rank;
      default -> "does not hold, " + rank;
    };
  }

  /** Rules may be nested as deep as documents allow, so that they are not walked by recursion. */
  private void rule(JsonNode root, int depth) {
    record Step(JsonNode node, int depth) {}
    var pending = new ArrayList<Step>();
    pending.add(new Step(root, depth));
    while (!pending.isEmpty()) {
      var step = pending.removeLast();
      var node = step.node();
      boolean leaf = word(node, "node_type").equals("leaf");
      var name =
          leaf
              ? word(node, "signal_type") + ":" + word(node, "signal_name") + measured(node)
              : word(node, "node_type");
      line(step.depth(), truth(word(node, "result")) + " " + name);
      var children = new ArrayList<JsonNode>();
      node.path("children").forEach(children::add);
      for (var child : children.reversed()) {
        pending.add(new Step(child, step.depth() + 1));
      }
    }
  }

  private void selection(JsonNode json) {
    var model = json.path("selected_model").asString("");
    var method = word(json, "selection_method");
    var reason = word(json, "selection_reason");
    line(
        0,
        "%s    %s  %s"
            .formatted(
                paint(Colour.BOLD, "model"),
                model.isEmpty() ? paint(Colour.RED, "none") : paint(Colour.GREEN, model),
                method.isEmpty() ? reason : method + ": " + reason));
    var plugins = words(json.path("decision_result").path("plugins"));
    if (!plugins.isEmpty()) {
      line(0, paint(Colour.BOLD, "plugins") + "  " + String.join(", ", plugins));
    }
  }

  private void flip(JsonNode flip) {
    if (flip.isObject()) {
      line(
          0,
          "%s     %s from %s to %s → %s"
              .formatted(
                  paint(Colour.BOLD, "flip"),
                  word(flip, "signal"),
                  word(flip, "from"),
                  word(flip, "to"),
                  word(flip, "decision")));
    }
  }

  private static List<String> words(JsonNode array) {
    var words = new ArrayList<String>();
    array.forEach(item -> words.add(item.asString("")));
    return words;
  }

  private String truth(String result) {
    return switch (result) {
      case "YES" -> paint(Colour.GREEN, "YES    ");
      case "NO" -> paint(Colour.RED, "NO     ");
      default -> paint(Colour.YELLOW, "UNKNOWN");
    };
  }

  private static String word(JsonNode node, String key) {
    return node.path(key).asString("");
  }

  /** At most four decimals; both ends of what is not known yet. */
  private static String number(JsonNode node) {
    if (node.isArray()) {
      return "%s to %s".formatted(number(node.path(0)), number(node.path(1)));
    }
    double value = node.asDouble(0);
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }

  private String paint(Colour colour, String text) {
    return coloured ? colour.code + text + RESET : text;
  }
}
