package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import io.signalbox.parts.protocol.BodyForm;
import io.signalbox.parts.protocol.ElementResults;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectSplice;
import io.signalbox.parts.protocol.ToolResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the responses API calls the things that can be edited. */
record ResponsesTooling() implements BodyForm {
  private static final String TOOLS = "tools";
  private static final String INPUT = "input";

  /** OpenAI's reference of {@code POST /responses}. */
  private static final Set<String> KNOWN =
      Set.of(
          "background",
          "context_management",
          "conversation",
          "include",
          "input",
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "metadata",
          "model",
          "moderation",
          "parallel_tool_calls",
          "previous_response_id",
          "prompt",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning",
          "safety_identifier",
          "service_tier",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  @Override
  public Set<String> known() {
    return KNOWN;
  }

  @Override
  public List<String> answerCaps() {
    return List.of("max_output_tokens");
  }

  @Override
  public List<String> choiceCaps() {
    return List.of();
  }

  @Override
  public List<String> toolLists() {
    return List.of(TOOLS);
  }

  @Override
  public List<String> aboutTools() {
    return List.of("tool_choice", "parallel_tool_calls", "max_tool_calls");
  }

  @Override
  public OfferedTool tool(String list, String json) {
    var object = BodyForm.object(json);
    var own = object.path("function").isObject() ? object.path("function") : object;
    var description = Json.string(own, "description");
    return new OfferedTool(list, nameOf(object), description == null ? "" : description, json);
  }

  @Override
  public OfferedTool adopt(String function) {
    var flat = Json.object().put("type", "function");
    if (BodyForm.object(function) instanceof ObjectNode own) {
      flat.setAll(own);
    }
    return tool(TOOLS, Json.text(flat));
  }

  @Override
  public ToolChoice choice(ObjectSplice body) {
    return choice(body.text("tool_choice"), body.json("tool_choice"));
  }

  /** Tools of a remote server go by its label. */
  @Override
  public String nameOf(JsonNode tool) {
    var label = Json.string(tool, "server_label");
    return label == null ? BodyForm.super.nameOf(tool) : label;
  }

  /** A thought goes with the call that it led to: the API takes neither without the other. */
  @Override
  public void stripToolHistory(ObjectSplice body) {
    var items = body.elements(INPUT);
    if (items == null) {
      return;
    }
    List<String> kept = new ArrayList<>();
    boolean behindCall = false;
    for (var item : items.reversed()) {
      var type = BodyForm.object(item).path("type").asString("");
      if (tooling(type)) {
        behindCall = true;
      } else if (!(behindCall && type.equals("reasoning"))) {
        behindCall = false;
        kept.addFirst(item);
      }
    }
    if (kept.isEmpty() && !items.isEmpty()) {
      throw JsonMembers.bad("input: nothing but calls of tools and their results");
    }
    body.set(INPUT, kept);
  }

  private static boolean tooling(String type) {
    return type.endsWith("_call")
        || type.endsWith("_call_output")
        || type.endsWith("_output")
        || type.startsWith("mcp_");
  }

  @Override
  public ToolResults results(ObjectSplice body) {
    return new ElementResults(body, INPUT, "output", ResponsesTooling::result);
  }

  private static boolean result(ObjectSplice item) {
    var type = item.text("type");
    return type != null && type.endsWith("_output");
  }
}
