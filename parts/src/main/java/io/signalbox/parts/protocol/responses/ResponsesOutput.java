package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.responses.ResponsesSpoken.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * The items of a response's output as a reply tells them, in the order they begin. A message and a
 * stretch of thought end where something else begins; calls end with the reply, since the arguments
 * of several may arrive in turns.
 */
final class ResponsesOutput {
  private final ResponsesSink sink;
  private final Supplier<String> ids;
  private final Set<String> customTools;
  private final List<ResponsesItem> items = new ArrayList<>();
  private final Map<Integer, ResponsesCall> calls = new HashMap<>();
  private @Nullable ResponsesSpoken speaking;
  private long size;

  /**
   * @param ids random parts of ids
   * @param customTools names of the tools whose input is a text
   */
  ResponsesOutput(ResponsesSink sink, Supplier<String> ids, Set<String> customTools) {
    this.sink = sink;
    this.ids = ids;
    this.customTools = customTools;
  }

  /** How much is kept, in UTF-16 units. */
  long size() {
    return size;
  }

  void say(Kind kind, String text) {
    if (!text.isEmpty()) {
      size += text.length();
      speaker(kind == Kind.THOUGHT).say(kind, text);
    }
  }

  /** Ends the thoughts just told with their provider's mark. */
  void sign(String signature) {
    var thoughts = speaker(true);
    thoughts.sign(signature);
    size += signature.length();
    thoughts.close("completed");
  }

  private ResponsesSpoken speaker(boolean thoughts) {
    var current = speaking;
    if (current != null && current.open() && current.thoughts() == thoughts) {
      return current;
    }
    endSpeech();
    var id = (thoughts ? "rs_" : "msg_") + ids.get();
    var next = new ResponsesSpoken(thoughts, id, items.size(), sink);
    items.add(next);
    speaking = next;
    return next;
  }

  private void endSpeech() {
    if (speaking != null) {
      speaking.close("completed");
      speaking = null;
    }
  }

  /** Begins a call; one that has begun already goes on. */
  void call(int number, String callId, String name) {
    if (calls.containsKey(number)) {
      return;
    }
    endSpeech();
    boolean custom = customTools.contains(name);
    var call =
        new ResponsesCall(
            custom,
            (custom ? "ctc_" : "fc_") + ids.get(),
            callId.isEmpty() ? "call_" + ids.get() : callId,
            name,
            items.size(),
            sink);
    size += name.length() + callId.length();
    items.add(call);
    calls.put(number, call);
  }

  /** Adds to a call's arguments; those of a call that never began belong to nobody. */
  void argue(int number, String json) {
    var call = calls.get(number);
    if (call != null) {
      size += json.length();
      call.argue(json);
    }
  }

  /** Ends what is open still. */
  void close(String status) {
    items.forEach(item -> item.close(status));
  }

  ArrayNode json() {
    var array = Json.array();
    items.forEach(item -> array.add(item.json()));
    return array;
  }
}
