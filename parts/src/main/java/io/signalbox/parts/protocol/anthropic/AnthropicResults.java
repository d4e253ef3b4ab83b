package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.ElementResults;
import io.signalbox.parts.protocol.ObjectSplice;
import io.signalbox.parts.protocol.ToolResults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The results of tools among the blocks of all messages. */
final class AnthropicResults implements ToolResults {
  /** One message with results. */
  private record Turn(int place, ObjectSplice message, ToolResults results) {}

  private final ObjectSplice body;
  private final List<String> messages;
  private final List<Turn> turns = new ArrayList<>();

  AnthropicResults(ObjectSplice body) {
    this.body = body;
    var found = body.elements("messages");
    this.messages = found == null ? List.of() : new ArrayList<>(found);
    for (int i = 0; i < messages.size(); i++) {
      var message = new ObjectSplice(messages.get(i).getBytes(StandardCharsets.UTF_8));
      var results =
          new ElementResults(
              message, "content", "content", block -> "tool_result".equals(block.text("type")));
      if (!results.texts().isEmpty()) {
        turns.add(new Turn(i, message, results));
      }
    }
  }

  @Override
  public List<String> texts() {
    return turns.stream().flatMap(turn -> turn.results().texts().stream()).toList();
  }

  @Override
  public void replace(int index, String text) {
    int left = index;
    for (var turn : turns) {
      int own = turn.results().texts().size();
      if (left < own) {
        turn.results().replace(left, text);
        messages.set(turn.place(), turn.message().toString());
        body.set("messages", messages);
        return;
      }
      left -= own;
    }
    throw new IndexOutOfBoundsException(index);
  }
}
