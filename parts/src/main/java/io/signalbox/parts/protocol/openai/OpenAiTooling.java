package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import io.signalbox.chat.ToolChoice.Mode;
import io.signalbox.parts.protocol.BodyForm;
import io.signalbox.parts.protocol.ElementResults;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectSplice;
import io.signalbox.parts.protocol.ToolResults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What chat completions call the things that can be edited. */
record OpenAiTooling() implements BodyForm {
  private static final String TOOLS = "tools";
  private static final String FUNCTIONS = "functions";
  private static final String SEARCH = "web_search_options";
  private static final String MESSAGES = "messages";

  /** OpenAI's reference of {@code POST /chat/completions}. */
  private static final Set<String> KNOWN =
      Set.of(
          "audio",
          "frequency_penalty",
          "function_call",
          "functions",
          "logit_bias",
          "logprobs",
          "max_completion_tokens",
          "max_tokens",
          "messages",
          "metadata",
          "modalities",
          "model",
          "moderation",
          "n",
          "parallel_tool_calls",
          "prediction",
          "presence_penalty",
          "prompt_cache_key",
          "prompt_cache_options",
          "prompt_cache_retention",
          "reasoning_effort",
          "response_format",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "tool_choice",
          "tools",
          "top_logprobs",
          "top_p",
          "user",
          "verbosity",
          "web_search_options");

  @Override
  public Set<String> known() {
    return KNOWN;
  }

  @Override
  public List<String> answerCaps() {
    return List.of("max_tokens", "max_completion_tokens");
  }

  @Override
  public List<String> choiceCaps() {
    return List.of("n");
  }

  @Override
  public List<String> toolLists() {
    return List.of(TOOLS, FUNCTIONS, SEARCH);
  }

  @Override
  public List<String> aboutTools() {
    return List.of("tool_choice", "function_call", "parallel_tool_calls");
  }

  @Override
  public OfferedTool tool(String list, String json) {
    if (list.equals(SEARCH)) {
      return new OfferedTool(list, "web_search", "searches the web", json);
    }
    var object = BodyForm.object(json);
    var nested = object.path("function").isObject() ? object.path("function") : object;
    var own = object.path("custom").isObject() ? object.path("custom") : nested;
    var description = Json.string(own, "description");
    return new OfferedTool(list, nameOf(object), description == null ? "" : description, json);
  }

  @Override
  public OfferedTool adopt(String function) {
    return tool(TOOLS, "{\"type\":\"function\",\"function\":" + function + "}");
  }

  @Override
  public ToolChoice choice(ObjectSplice body) {
    var choice = choice(body.text("tool_choice"), body.json("tool_choice"));
    return choice.mode() == Mode.UNSAID
        ? choice(body.text("function_call"), body.json("function_call"))
        : choice;
  }

  @Override
  public void stripToolHistory(ObjectSplice body) {
    var messages = body.elements(MESSAGES);
    if (messages == null) {
      return;
    }
    List<String> kept = new ArrayList<>();
    for (var json : messages) {
      var message = new ObjectSplice(json.getBytes(StandardCharsets.UTF_8));
      var role = message.text("role");
      if ("tool".equals(role) || "function".equals(role)) {
        continue;
      }
      if (message.has("tool_calls") || message.has("function_call")) {
        message.remove("tool_calls");
        message.remove("function_call");
        if (silent(message)) {
          continue;
        }
      }
      kept.add(message.toString());
    }
    if (kept.isEmpty()) {
      throw JsonMembers.bad("messages: nothing but calls of tools and their results");
    }
    body.set(MESSAGES, kept);
  }

  private static boolean silent(ObjectSplice message) {
    var content = message.json("content");
    boolean empty =
        content == null
            || content.equals("null")
            || content.equals("\"\"")
            || List.of().equals(message.elements("content"));
    return empty && message.text("refusal") == null && !message.has("audio");
  }

  @Override
  public ToolResults results(ObjectSplice body) {
    return new ElementResults(body, MESSAGES, "content", OpenAiTooling::result);
  }

  private static boolean result(ObjectSplice message) {
    var role = message.text("role");
    return "tool".equals(role) || "function".equals(role);
  }
}
