package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of a tool while its arguments arrive. Those of a custom tool, whose input is a text, are
 * told when they are whole.
 */
final class ResponsesCall implements ResponsesItem {
  private final boolean custom;
  private final String id;
  private final String callId;
  private final String name;
  private final int index;
  private final ResponsesSink sink;
  private final StringBuilder arguments = new StringBuilder();
  private String status = "in_progress";

  /**
   * @param custom whether the tool's input is a text
   * @param index of the item in the output
   */
  ResponsesCall(
      boolean custom, String id, String callId, String name, int index, ResponsesSink sink) {
    this.custom = custom;
    this.id = id;
    this.callId = callId;
    this.name = name;
    this.index = index;
    this.sink = sink;
    sink.event(
        "response.output_item.added", Json.object().put("output_index", index).set("item", json()));
  }

  void argue(String json) {
    arguments.append(json);
    if (!custom && !json.isEmpty()) {
      sink.event("response.function_call_arguments.delta", at().put("delta", json));
    }
  }

  private ObjectNode at() {
    return Json.object().put("item_id", id).put("output_index", index);
  }

  @Override
  public void close(String ending) {
    if (!status.equals("in_progress")) {
      return;
    }
    status = ending;
    if (arguments.isEmpty() && ending.equals("completed")) {
      argue("{}");
    }
    if (custom) {
      var input = ResponsesTools.input(arguments.toString());
      sink.event("response.custom_tool_call_input.delta", at().put("delta", input));
      sink.event("response.custom_tool_call_input.done", at().put("input", input));
    } else {
      var told = at().put("name", name).put("arguments", arguments.toString());
      sink.event("response.function_call_arguments.done", told);
    }
    sink.event(
        "response.output_item.done", Json.object().put("output_index", index).set("item", json()));
  }

  @Override
  public ObjectNode json() {
    var item =
        Json.object()
            .put("id", id)
            .put("type", custom ? "custom_tool_call" : "function_call")
            .put("status", status)
            .put("call_id", callId)
            .put("name", name);
    if (custom) {
      boolean whole = !status.equals("in_progress");
      return item.put("input", whole ? ResponsesTools.input(arguments.toString()) : "");
    }
    return item.put("arguments", arguments.toString());
  }
}
