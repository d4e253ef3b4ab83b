package io.signalbox.server.explain;

import io.signalbox.decide.Explanation;
import io.signalbox.decide.Fate;
import io.signalbox.decide.Judged;
import io.signalbox.decide.Judged.Combination;
import io.signalbox.decide.Truth;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what every decision's rule said, part by part, in the vLLM Semantic Router's form; {@code
 * result} has the third truth value that its {@code matched} cannot tell.
 */
final class TraceJson {
  private TraceJson() {}

  /** One object a decision, in the order they are configured. */
  static ArrayNode of(Explanation explanation) {
    var trace = JsonMapper.shared().createArrayNode();
    for (var considered : explanation.considered()) {
      var decision = considered.decision();
      var json = trace.addObject().put("decision_name", decision.name());
      judged(json, considered.rule());
      json.put("priority", decision.priority());
      if (decision.tier() > 0) {
        json.put("tier", decision.tier());
      }
      json.set("fate", fate(considered.fate()));
      json.set("root_trace", node(considered.rule()));
    }
    return trace;
  }

  private static ObjectNode fate(Fate fate) {
    var json = JsonMapper.shared().createObjectNode();
    return switch (fate) {
      case Fate.Won() -> json.put("outcome", "won");
      case Fate.Missed(Truth truth) ->
          json.put("outcome", truth == Truth.UNKNOWN ? "unknown" : "missed");
      case Fate.Outranked(String by, Fate.Rank rank) ->
          json.put("outcome", "outranked")
              .put("by", by)
              .put("rank", rank.name().toLowerCase(Locale.ROOT));
    };
  }

  private static void judged(ObjectNode json, Judged rule) {
    json.put("matched", rule.truth() == Truth.YES)
        .put("result", rule.truth().name())
        .put("confidence", rule.confidence());
  }

  private static ObjectNode node(Judged rule) {
    var json = JsonMapper.shared().createObjectNode();
    switch (rule) {
      case Judged.Leaf leaf -> leaf(json, leaf);
      case Judged.Tree tree -> {
        json.put("node_type", operator(tree.combination()));
        judged(json, tree);
        var children = json.putArray("children");
        tree.parts().forEach(part -> children.add(node(part)));
      }
    }
    return json;
  }

  private static void leaf(ObjectNode json, Judged.Leaf leaf) {
    var signal = leaf.rule().signal();
    json.put("node_type", "leaf")
        .put("signal_type", signal.type())
        .put("signal_name", signal.name());
    judged(json, leaf);
    if (leaf.value() != null) {
      json.put("value", leaf.value());
    }
    if (leaf.bounds() != null) {
      json.put("threshold", leaf.bounds().toString());
    }
    if (leaf.state() != Judged.State.READ) {
      json.put("state", leaf.state().name().toLowerCase(Locale.ROOT));
    }
    if (leaf.failure() != null) {
      json.put("error", leaf.failure());
    }
  }

  private static String operator(Combination combination) {
    return switch (combination) {
      case ALL -> "AND";
      case ANY -> "OR";
      case NOT -> "NOT";
    };
  }
}
