package io.signalbox.server.admin;

import io.signalbox.decide.Judged;
import io.signalbox.decide.Judged.Combination;
import io.signalbox.decide.Judged.State;
import io.signalbox.decide.Truth;
import io.signalbox.signal.SignalName;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what every decision's rule said. */
final class Trace {
  private Trace() {}

  /**
   * One object a decision, in the order they are configured.
   *
   * @param leaves whether the rule of the decision taken is written out
   */
  static ArrayNode of(Preview preview, boolean leaves) {
    var trace = JsonMapper.shared().createArrayNode();
    var recipe = preview.recipe();
    if (recipe == null) {
      return trace;
    }
    for (var considered : recipe.explanation(preview.judgement()).considered()) {
      var rule = considered.rule();
      var json =
          trace
              .addObject()
              .put("decision_name", considered.decision().name())
              .put("result", word(rule.truth()))
              .put("confidence", rule.confidence());
      var matched = json.putArray("matched_rules");
      matched(rule).forEach(name -> matched.add(name.toString()));
      if (leaves) {
        json.set("rule", rule(rule));
      }
    }
    return trace;
  }

  /** The leaves that make a rule hold. */
  private static List<SignalName> matched(Judged rule) {
    return rule.truth() != Truth.YES
        ? List.of()
        : switch (rule) {
          case Judged.Leaf leaf -> List.of(leaf.rule().signal());
          case Judged.Tree(var combination, var _, double confidence, var parts) ->
              switch (combination) {
                case ALL -> parts.stream().flatMap(part -> matched(part).stream()).toList();
                case ANY ->
                    parts.stream()
                        .filter(part -> part.truth() == Truth.YES)
                        .filter(part -> part.confidence() == confidence)
                        .findFirst()
                        .map(Trace::matched)
                        .orElse(List.of());
                case NOT -> List.of();
              };
        };
  }

  private static ObjectNode rule(Judged rule) {
    return switch (rule) {
      case Judged.Leaf leaf -> {
        var signal = leaf.rule().signal();
        var json =
            JsonMapper.shared()
                .createObjectNode()
                .put("type", signal.type())
                .put("name", signal.name())
                .put("result", leaf.state() == State.UNREAD ? "unread" : word(leaf.truth()));
        yield leaf.truth() == Truth.YES ? json.put("confidence", leaf.confidence()) : json;
      }
      case Judged.Tree(var combination, var _, var _, var parts) -> {
        var json = JsonMapper.shared().createObjectNode().put("operator", operator(combination));
        var conditions = json.putArray("conditions");
        parts.forEach(part -> conditions.add(rule(part)));
        yield json;
      }
    };
  }

  private static String operator(Combination combination) {
    return switch (combination) {
      case ALL -> "AND";
      case ANY -> "OR";
      case NOT -> "NOT";
    };
  }

  private static String word(Truth truth) {
    return truth.name().toLowerCase(Locale.ROOT);
  }
}
