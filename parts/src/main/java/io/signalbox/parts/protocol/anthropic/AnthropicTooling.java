package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.OfferedTool;
import io.signalbox.chat.ToolChoice;
import io.signalbox.chat.ToolChoice.Mode;
import io.signalbox.parts.protocol.BodyForm;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectSplice;
import io.signalbox.parts.protocol.ToolResults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Anthropic's messages call the things that can be edited. */
record AnthropicTooling() implements BodyForm {
  private static final String TOOLS = "tools";
  private static final String SERVERS = "mcp_servers";
  private static final String MESSAGES = "messages";
  private static final String CONTENT = "content";

  /** Anthropic's reference of {@code POST /v1/messages}, betas included. */
  private static final Set<String> KNOWN =
      Set.of(
          "cache_control",
          "container",
          "context_management",
          "diagnostics",
          "fallbacks",
          "fallback_credit_token",
          "inference_geo",
          "max_tokens",
          "mcp_servers",
          "messages",
          "metadata",
          "model",
          "output_config",
          "output_format",
          "service_tier",
          "speed",
          "stop_sequences",
          "stream",
          "system",
          "temperature",
          "thinking",
          "tool_choice",
          "tools",
          "top_k",
          "top_p",
          "user_profile_id");

  @Override
  public Set<String> known() {
    return KNOWN;
  }

  @Override
  public List<String> answerCaps() {
    return List.of("max_tokens");
  }

  @Override
  public List<String> choiceCaps() {
    return List.of();
  }

  @Override
  public List<String> toolLists() {
    return List.of(TOOLS, SERVERS);
  }

  @Override
  public List<String> aboutTools() {
    return List.of("tool_choice");
  }

  @Override
  public OfferedTool tool(String list, String json) {
    var object = BodyForm.object(json);
    var server = Json.string(object, "mcp_server_name");
    var description = Json.string(object, "description");
    return new OfferedTool(
        list,
        server == null ? BodyForm.name(object) : server,
        description == null ? "" : description,
        json);
  }

  @Override
  public OfferedTool adopt(String function) {
    var asked = BodyForm.object(function);
    var tool = Json.object().put("name", BodyForm.name(asked));
    var description = Json.string(asked, "description");
    if (description != null) {
      tool.put("description", description);
    }
    var schema = asked.path("parameters");
    tool.set("input_schema", schema.isObject() ? schema : Json.object().put("type", "object"));
    return tool(TOOLS, Json.text(tool));
  }

  @Override
  public ToolChoice choice(ObjectSplice body) {
    var choice = BodyForm.object(body.json("tool_choice"));
    return switch (choice.path("type").asString("")) {
      case "auto" -> ToolChoice.of(Mode.AUTO);
      case "any" -> ToolChoice.of(Mode.REQUIRED);
      case "none" -> ToolChoice.of(Mode.NONE);
      case "tool" -> new ToolChoice(Mode.NAMED, Set.of(choice.path("name").asString("")));
      default -> ToolChoice.UNSAID;
    };
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
      var blocks = message.elements(CONTENT);
      if (blocks == null) {
        kept.add(json);
        continue;
      }
      var rest = blocks.stream().filter(block -> !tooling(block)).toList();
      boolean cut = rest.size() < blocks.size();
      if (!cut) {
        kept.add(json);
      } else if (rest.stream().anyMatch(AnthropicTooling::says)) {
        message.set(CONTENT, rest);
        kept.add(message.toString());
      }
    }
    if (kept.isEmpty()) {
      throw JsonMembers.bad("messages: nothing but calls of tools and their results");
    }
    body.set(MESSAGES, kept);
  }

  private static String type(String block) {
    return BodyForm.object(block).path("type").asString("");
  }

  /** Calls, results, and those of tools that run at the provider. */
  private static boolean tooling(String block) {
    var type = type(block);
    return type.endsWith("tool_use") || type.endsWith("tool_result");
  }

  /** Whether a block is more than a thought, which needs something behind it. */
  private static boolean says(String block) {
    return !type(block).endsWith("thinking");
  }

  @Override
  public ToolResults results(ObjectSplice body) {
    return new AnthropicResults(body);
  }
}
