package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.StreamedReply;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the chunks of a streamed chat completion. */
final class OpenAiStreamReader extends StreamedReply {
  private final Map<Integer, Calls> calls = new HashMap<>();
  private boolean started;
  private boolean finished;

  /** The calls of one choice: which number the ids of the backend have. */
  private static final class Calls {
    private final Map<Integer, String> idByIndex = new HashMap<>();
    private final Map<Integer, Integer> numberByIndex = new HashMap<>();
    private final Map<Integer, StringBuilder> early = new HashMap<>();
    private int last;
    private int count;
  }

  @Override
  protected boolean complete() {
    return finished;
  }

  @Override
  protected void object(ObjectNode chunk) {
    if (!started && chunk.has("choices")) {
      started = true;
      tell(OpenAiReplies.started(chunk));
    }
    int number = 0;
    for (var choice : chunk.path("choices")) {
      choice(choice, choice.path("index").asInt(number));
      number++;
    }
    if (chunk.path("usage").isObject()) {
      tell(new Counted(OpenAiReplies.tokens(chunk.path("usage"))));
    }
  }

  private void choice(JsonNode choice, int number) {
    var delta = choice.path("delta");
    var thought = OpenAiReplies.thought(delta);
    if (thought != null) {
      tell(new ThinkingDelta(number, thought));
    }
    var text = OpenAiReplies.text(delta.path("content"));
    if (!text.isEmpty()) {
      tell(new TextDelta(number, text));
    }
    var refusal = delta.path("refusal").asString("");
    if (!refusal.isEmpty()) {
      tell(new RefusalDelta(number, refusal));
    }
    for (var call : delta.path("tool_calls")) {
      call(number, call, call.path("function"));
    }
    if (delta.path("function_call").isObject()) {
      call(number, delta, delta.path("function_call"));
    }
    if (choice.path("finish_reason").isString()) {
      finished = true;
      tell(OpenAiReplies.finished(number, choice));
    }
  }

  /**
   * A fragment of a call. Servers differ: some leave the index out, some give all calls the same
   * one and tell them apart by their ids.
   */
  private void call(int choice, JsonNode call, JsonNode function) {
    var known = calls.computeIfAbsent(choice, first -> new Calls());
    int index = call.path("index").asInt(known.last);
    known.last = index;
    var id = call.path("id").asString("");
    var name = function.path("name").asString("");
    var arguments = function.path("arguments");
    var json = arguments.isObject() ? Json.text(arguments) : arguments.asString("");
    var before = known.idByIndex.get(index);
    boolean another = !id.isEmpty() && before != null && !before.equals(id) && !name.isEmpty();
    if (!id.isEmpty() && (before == null || another)) {
      known.idByIndex.put(index, id);
    }
    if (!name.isEmpty() && (another || !known.numberByIndex.containsKey(index))) {
      int number = known.count++;
      known.numberByIndex.put(index, number);
      tell(
          new ToolCallStarted(
              choice, number, known.idByIndex.getOrDefault(index, "call_" + number), name));
      var early = known.early.remove(index);
      json = early == null ? json : early + json;
    }
    var number = known.numberByIndex.get(index);
    if (number == null) {
      known.early.computeIfAbsent(index, first -> new StringBuilder()).append(json);
    } else if (!json.isEmpty()) {
      tell(new ToolArgumentsDelta(choice, number, json));
    }
  }
}
