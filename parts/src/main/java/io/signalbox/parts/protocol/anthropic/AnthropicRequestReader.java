package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.RequestFields;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Tools;
import io.signalbox.translate.Turn;
import io.signalbox.translate.Warnings;
import io.signalbox.translate.Wishes;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a messages request into a conversation. */
final class AnthropicRequestReader {
  private final RequestFields fields;
  private final Warnings warnings;
  private final AnthropicBlocks blocks;

  AnthropicRequestReader(byte[] body, Warnings warnings) {
    this.fields = RequestFields.of(body, warnings);
    this.warnings = warnings;
    this.blocks = new AnthropicBlocks(warnings);
  }

  Conversation read() {
    var model = fields.text("model");
    var turns = new ArrayList<Turn>();
    var system = blocks.read(fields.get("system"), "system");
    if (!system.isEmpty()) {
      turns.add(new Turn(Role.SYSTEM, system));
    }
    int index = 0;
    for (var message : fields.get("messages")) {
      var place = "messages[" + index + "]";
      turns.add(
          new Turn(
              role(message.path("role").asString(""), place),
              blocks.read(message.path("content"), place + ".content")));
      index++;
    }
    var conversation =
        new Conversation(model == null ? "" : model, turns, tools(), sampling(), wishes());
    fields.warnOfRest();
    return conversation;
  }

  private Role role(String role, String place) {
    return switch (role) {
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      case "user" -> Role.USER;
      default -> {
        warnings.add("unsupported_role", place + ".role");
        yield Role.USER;
      }
    };
  }

  private Tools tools() {
    var offered = new ArrayList<Tools.Tool>();
    int index = 0;
    for (var tool : fields.get("tools")) {
      var place = "tools[" + index + "]";
      var type = tool.path("type").asString("custom");
      if (type.equals("custom") && tool.path("name").isString()) {
        blocks.warnOfCaching(tool, place);
        var schema = tool.path("input_schema");
        offered.add(
            new Tools.Tool(
                tool.path("name").stringValue(),
                Json.string(tool, "description"),
                schema.isObject() ? schema : null,
                Json.flag(tool.path("strict"))));
      } else {
        warnings.add("unsupported_tool", place);
      }
      index++;
    }
    var choice = fields.get("tool_choice");
    var alone = Json.flag(choice.path("disable_parallel_tool_use"));
    return new Tools(offered, choice(choice), alone == null ? null : !alone);
  }

  private Tools.@Nullable Choice choice(JsonNode choice) {
    return switch (choice.path("type").asString("")) {
      case "auto" -> new Tools.Choice.Auto();
      case "any" -> new Tools.Choice.Required();
      case "none" -> new Tools.Choice.None();
      case "tool" -> new Tools.Choice.Named(choice.path("name").asString(""));
      default -> {
        if (!choice.isMissingNode()) {
          warnings.add("unsupported_field", "tool_choice");
        }
        yield null;
      }
    };
  }

  private Sampling sampling() {
    return new Sampling(
        fields.whole("max_tokens"),
        fields.number("temperature"),
        fields.number("top_p"),
        fields.whole("top_k"),
        fields.texts("stop_sequences"),
        null,
        null,
        null);
  }

  private Wishes wishes() {
    return new Wishes(
        fields.says("stream"),
        true,
        1,
        format(fields.get("output_config").path("format")),
        thinking(fields.get("thinking")),
        Json.string(fields.get("metadata"), "user_id"));
  }

  private Wishes.@Nullable Format format(JsonNode format) {
    if (format.path("type").asString("").equals("json_schema")) {
      return new Wishes.Format.Schema("response", format.path("schema"), true);
    }
    if (!format.isMissingNode()) {
      warnings.add("unsupported_field", "output_config.format");
    }
    return null;
  }

  private Wishes.@Nullable Thinking thinking(JsonNode thinking) {
    var type = Json.string(thinking, "type");
    var effort = Json.string(fields.get("output_config"), "effort");
    if (type == null) {
      return effort == null ? null : new Wishes.Thinking(true, effort, null);
    }
    var budget = thinking.path("budget_tokens");
    return new Wishes.Thinking(
        !type.equals("disabled"), effort, budget.canConvertToLong() ? budget.asLong() : null);
  }
}
