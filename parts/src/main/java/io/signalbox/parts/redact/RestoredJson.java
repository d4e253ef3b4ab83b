package io.signalbox.parts.redact;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonTree;
import io.signalbox.parts.protocol.Splices;
import java.util.Set;

/**
 * Restores the strings and keys of a JSON document that are whole. Probabilities of tokens stay as
 * they are: they are those of the placeholders.
 */
record RestoredJson(TokenIndex tokens) {
  /** Keys whose text is JSON itself. */
  private static final Set<String> JSON = Set.of("arguments", "partial_json");

  /** A whole document; what is no JSON stays. */
  byte[] of(byte[] json) {
    var tree = JsonTree.of(json);
    if (tree == null) {
      return json;
    }
    var splices = new Splices();
    restore(tree, "", Set.of(), splices);
    return splices.applyTo(json);
  }

  /**
   * Restores a value.
   *
   * @param others texts that are left alone
   */
  void restore(JsonTree value, String key, Set<JsonTree> others, Splices splices) {
    switch (value) {
      case JsonTree.Text text -> {
        if (!others.contains(text)) {
          restore(text, JSON.contains(key), splices);
        }
      }
      case JsonTree.Items(var _, var _, var items) ->
          items.forEach(item -> restore(item, key, others, splices));
      case JsonTree.Members(var _, var _, var members) -> {
        for (var member : members) {
          if (!member.key().text().equals("logprobs")) {
            restore(member.key(), false, splices);
            restore(member.value(), member.key().text(), others, splices);
          }
        }
      }
      case JsonTree.Figure _, JsonTree.Word _ -> {}
    }
  }

  private void restore(JsonTree.Text text, boolean json, Splices splices) {
    var restored = Restorer.whole(tokens, json, text.text());
    if (!restored.equals(text.text())) {
      splices.replace(text.start(), text.end(), Json.quoted(restored));
    }
  }
}
