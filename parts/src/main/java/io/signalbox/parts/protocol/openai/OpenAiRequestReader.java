package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.RequestFields;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Part;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Warnings;
import io.signalbox.translate.Wishes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a chat completions request into a conversation. */
final class OpenAiRequestReader {
  private final RequestFields fields;
  private final Warnings warnings;
  private final List<Turn> turns = new ArrayList<>();
  private boolean afterTool;

  OpenAiRequestReader(byte[] body, Warnings warnings) {
    this.fields = RequestFields.of(body, warnings);
    this.warnings = warnings;
  }

  Conversation read() {
    var model = fields.text("model");
    int index = 0;
    for (var message : fields.get("messages")) {
      message(message, "messages[" + index + "]");
      index++;
    }
    var conversation =
        new Conversation(
            model == null ? "" : model,
            turns,
            new OpenAiTools(fields, warnings).read(),
            sampling(),
            wishes());
    fields.warnOfRest();
    return conversation;
  }

  private void message(JsonNode message, String place) {
    var role = message.path("role").asString("");
    if (message.has("name") && !role.equals("function")) {
      warnings.add("unsupported_field", place + ".name");
    }
    var content = new OpenAiParts(warnings).read(message.path("content"), place + ".content");
    switch (role) {
      case "system" -> turns.add(new Turn(Role.SYSTEM, content));
      case "developer" -> turns.add(new Turn(Role.DEVELOPER, content));
      case "assistant" -> turns.add(new Turn(Role.ASSISTANT, assistant(message, content, place)));
      case "tool" -> result(message.path("tool_call_id").asString(""), content);
      case "function" -> result(message.path("name").asString(""), content);
      case "user" -> user(content);
      default -> {
        warnings.add("unsupported_role", place + ".role");
        user(content);
      }
    }
    afterTool = turns.getLast().parts().stream().anyMatch(Part.ToolResult.class::isInstance);
  }

  private void user(List<Part> content) {
    if (afterTool) {
      extend(content);
    } else {
      turns.add(new Turn(Role.USER, content));
    }
  }

  private void result(String callId, List<Part> content) {
    var result = List.<Part>of(new Part.ToolResult(callId, content, false));
    if (afterTool && turns.getLast().parts().getLast() instanceof Part.ToolResult) {
      extend(result);
    } else {
      turns.add(new Turn(Role.USER, result));
    }
  }

  private void extend(List<Part> more) {
    var all = new ArrayList<>(turns.removeLast().parts());
    all.addAll(more);
    turns.add(new Turn(Role.USER, all));
  }

  private List<Part> assistant(JsonNode message, List<Part> content, String place) {
    var said = new ArrayList<Part>();
    var thought = OpenAiReplies.thought(message);
    if (thought != null) {
      said.add(new Part.Thinking(thought, null));
    }
    said.addAll(content);
    var refusal = Json.string(message, "refusal");
    if (refusal != null) {
      said.add(new Part.Refusal(refusal));
    }
    int index = 0;
    for (var call : message.path("tool_calls")) {
      if (call.path("function").isObject()) {
        said.add(call(call.path("id").asString("call_" + index), call.path("function")));
      } else {
        warnings.add("unsupported_tool", place + ".tool_calls[" + index + "]");
      }
      index++;
    }
    var function = message.path("function_call");
    if (function.isObject()) {
      said.add(call(function.path("name").asString(""), function));
    }
    if (message.path("audio").isObject()) {
      warnings.add("unsupported_block_type", place + ".audio");
    }
    return said;
  }

  private static Part call(String id, JsonNode function) {
    return new Part.ToolCall(
        id, function.path("name").asString(""), function.path("arguments").asString(""));
  }

  private Sampling sampling() {
    var most = fields.whole("max_completion_tokens");
    var older = fields.whole("max_tokens");
    return new Sampling(
        most == null ? older : most,
        fields.number("temperature"),
        fields.number("top_p"),
        fields.whole("top_k"),
        fields.texts("stop"),
        fields.whole("seed"),
        fields.number("frequency_penalty"),
        fields.number("presence_penalty"));
  }

  private Wishes wishes() {
    var choices = fields.whole("n");
    return new Wishes(
        fields.says("stream"),
        fields.get("stream_options").path("include_usage").asBoolean(false),
        choices == null ? 1 : Math.clamp(choices, 1, 1024),
        format(fields.get("response_format")),
        thinking(),
        fields.text("user"));
  }

  private Wishes.@Nullable Thinking thinking() {
    var effort = fields.text("reasoning_effort");
    var nested = Json.string(fields.get("reasoning"), "effort");
    var said = effort == null ? nested : effort;
    return said == null ? null : new Wishes.Thinking(!said.equals("none"), said, null);
  }

  private Wishes.@Nullable Format format(JsonNode format) {
    return switch (format.path("type").asString("text")) {
      case "text" -> null;
      case "json_object" -> new Wishes.Format.Json();
      case "json_schema" -> {
        var schema = format.path("json_schema");
        yield new Wishes.Format.Schema(
            schema.path("name").asString("response"),
            schema.path("schema"),
            Json.flag(schema.path("strict")));
      }
      default -> {
        warnings.add("unsupported_field", "response_format");
        yield null;
      }
    };
  }
}
