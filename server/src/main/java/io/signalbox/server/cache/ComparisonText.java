package io.signalbox.server.cache;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A comparison for people, from its JSON. */
public final class ComparisonText {
  private static final int WIDEST = 40;

  private final StringBuilder text = new StringBuilder();
  private final JsonNode json;

  private ComparisonText(JsonNode json) {
    this.json = json;
  }

  /** The text. */
  public static String of(JsonNode json) {
    return new ComparisonText(json).text();
  }

  private String text() {
    boolean shared = json.path("shared").asBoolean(false);
    line(
        shared ? "B gets the answer of A: %s" : "B does not get the answer of A: %s",
        word(json, "reason").replace('_', ' '));
    side("A", json.path("a"));
    side("B", json.path("b"));
    line("");
    line("what must be the same");
    json.path("parts").forEach(this::part);
    fields();
    question();
    return text.toString();
  }

  private void side(String name, JsonNode side) {
    var words = new StringBuilder(word(side, "protocol"));
    if (side.has("unfit")) {
      words.append(", no answers are kept to such a request: ").append(word(side, "unfit"));
    }
    words.append(", look-up: ").append(word(side, "lookup"));
    if (side.has("miss")) {
      words.append(" (").append(word(side, "miss")).append(')');
    }
    if (side.path("kept").asBoolean(false)) {
      words.append(", its answer is kept");
    } else if (side.has("not_kept")) {
      words.append(", its answer is not kept: ").append(word(side, "not_kept"));
    }
    line("  %s  %s", name, words);
    if (side.has("question")) {
      line("     asks: %s", word(side, "question"));
    }
  }

  private void part(JsonNode part) {
    boolean same = part.path("same").asBoolean(false);
    var one = word(part, "a");
    var other = word(part, "b");
    line(
        "  %-5s  %-11s  %s",
        same ? "same" : "OTHER",
        word(part, "part"),
        same ? shown(one) : "A %s, B %s".formatted(shown(one), shown(other)));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "-" : value;
  }

  private void fields() {
    if (!word(json.path("a"), "protocol").equals(word(json.path("b"), "protocol"))) {
      line("");
      line("fields are not compared one by one: the requests are of two protocols");
      return;
    }
    if (json.path("fields").isEmpty()) {
      return;
    }
    line("");
    line("where the bodies differ");
    for (var field : json.path("fields")) {
      var turn =
          field.has("turn")
              ? "  turn %d (%s)".formatted(field.path("turn").intValue(), word(field, "role"))
              : "";
      var where =
          switch (word(field, "in")) {
            case "a" -> "  only in A";
            case "b" -> "  only in B";
            default -> "";
          };
      line("  %-9s %s%s%s", effect(field), word(field, "path"), turn, where);
      value("A", field.path("a"));
      value("B", field.path("b"));
    }
  }

  private void value(String name, JsonNode value) {
    if (!value.isMissingNode()) {
      var shown = value.toString();
      line(
          "              %s %s",
          name, shown.length() > WIDEST ? shown.substring(0, WIDEST) + "..." : shown);
    }
  }

  private static String effect(JsonNode field) {
    return switch (word(field, "effect")) {
      case "counts" -> "COUNTS";
      case "question" -> "question";
      case "none" -> "ignored";
      default -> "unknown";
    };
  }

  private void question() {
    var question = json.path("question");
    if (question.isEmpty()) {
      return;
    }
    line("");
    line("the questions");
    if (question.path("same_text").asBoolean(false)) {
      line("  are the same");
      return;
    }
    if (question.has("cosine")) {
      var threshold = question.path("threshold");
      line(
          "  cosine    %s%s",
          number(question.path("cosine")),
          threshold.isMissingNode() ? "" : ", of which is asked " + number(threshold));
    }
    var verdict = question.path("verdict");
    if (verdict.isMissingNode()) {
      line("  verifier  %s: nobody can judge here", word(question, "verify"));
    } else {
      line(
          "  verifier  %s: %s, score %s (%s)",
          word(question, "verify"),
          verdict.path("same").asBoolean(false) ? "the same" : "not the same",
          number(verdict.path("score")),
          word(verdict, "reason"));
    }
  }

  private static String number(JsonNode number) {
    return String.format(Locale.ROOT, "%.4f", number.doubleValue());
  }

  private static String word(JsonNode node, String key) {
    return node.path(key).asString("");
  }

  @SuppressWarnings("AnnotateFormatMethod") // Nothing that could be checked is on the class path.
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
