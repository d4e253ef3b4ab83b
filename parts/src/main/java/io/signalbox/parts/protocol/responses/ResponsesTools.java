package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectFields;
import io.signalbox.translate.Tools;
import io.signalbox.translate.Tools.Choice;
import io.signalbox.translate.Tools.Tool;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the tools offered and which of them shall be called. A function may be flat, as the
 * responses API has it, or nested, as chat completions do. A custom tool, whose input is a text,
 * becomes a function of that one text. Tools that OpenAI runs itself are left out.
 */
final class ResponsesTools {
  private static final String INPUT = "input";

  private final ObjectFields body;
  private final Warnings warnings;
  private final List<Tool> offered = new ArrayList<>();
  private @Nullable Choice choice;

  private ResponsesTools(ObjectFields body, Warnings warnings) {
    this.body = body;
    this.warnings = warnings;
  }

  static Tools read(ObjectFields body, Warnings warnings) {
    var reader = new ResponsesTools(body, warnings);
    reader.readOffered();
    reader.readChoice();
    return new Tools(reader.offered, reader.choice, body.flag("parallel_tool_calls"));
  }

  /** The arguments of the function that a custom tool becomes. */
  static String arguments(String input) {
    return Json.text(Json.object().put(INPUT, input));
  }

  /** The input of a custom tool, from the arguments of the function it became. */
  static String input(String arguments) {
    var object = Json.object(arguments);
    var input = object == null ? null : object.get(INPUT);
    return input != null && input.isString() ? input.stringValue() : arguments;
  }

  private void readOffered() {
    var tools = body.value("tools");
    if (tools == null) {
      return;
    }
    if (!(tools instanceof ArrayNode list)) {
      throw JsonMembers.bad(
          "tools: %s (expected: an array of tools)".formatted(ObjectFields.kind(tools)));
    }
    for (int i = 0; i < list.size(); i++) {
      var place = "tools[%d]".formatted(i);
      if (!(list.get(i) instanceof ObjectNode tool)) {
        throw JsonMembers.bad(place + ": no object (expected: a tool)");
      }
      readTool(new ObjectFields(tool, place));
    }
  }

  private void readTool(ObjectFields tool) {
    switch (tool.neededText("type")) {
      case "function" -> {
        var nested = tool.inner("function");
        var function = nested == null ? tool : nested;
        var schema = function.inner("parameters");
        offered.add(
            new Tool(
                function.neededText("name"),
                function.text("description"),
                schema == null ? null : schema.object(),
                function.flag("strict")));
      }
      case "custom" -> {
        if (tool.value("format") instanceof ObjectNode format
            && !"text".equals(new ObjectFields(format, tool.at("format")).text("type"))) {
          warnings.add("unsupported_field", tool.at("format"));
        }
        offered.add(
            new Tool(tool.neededText("name"), tool.text("description"), textSchema(), null));
      }
      default -> warnings.add("unsupported_tool", tool.place());
    }
  }

  private static JsonNode textSchema() {
    var schema = Json.object().put("type", "object");
    schema.putObject("properties").putObject(INPUT).put("type", "string");
    schema.putArray("required").add(INPUT);
    return schema.put("additionalProperties", false);
  }

  private void readChoice() {
    switch (body.value("tool_choice")) {
      case null -> {}
      case ObjectNode object -> readChoice(new ObjectFields(object, "tool_choice"));
      case JsonNode word when word.isString() -> choice = mode(word.stringValue());
      case JsonNode other ->
          throw JsonMembers.bad(
              "tool_choice: %s (expected: auto, none, required or an object)"
                  .formatted(ObjectFields.kind(other)));
    }
  }

  private @Nullable Choice mode(String word) {
    return switch (word) {
      case "auto" -> new Choice.Auto();
      case "none" -> new Choice.None();
      case "required" -> new Choice.Required();
      default -> {
        warnings.add("unsupported_field", "tool_choice");
        yield null;
      }
    };
  }

  private void readChoice(ObjectFields wanted) {
    switch (wanted.neededText("type")) {
      case "function", "custom" -> {
        var nested = wanted.inner("function");
        choice = new Choice.Named((nested == null ? wanted : nested).neededText("name"));
      }
      case "allowed_tools" -> {
        var mode = wanted.text("mode");
        choice = mode == null ? new Choice.Auto() : mode(mode);
        var allowed = allowed(wanted);
        offered.removeIf(tool -> !allowed.contains(tool.name()));
      }
      default -> warnings.add("unsupported_field", "tool_choice");
    }
  }

  private static Set<String> allowed(ObjectFields wanted) {
    Set<String> names = new HashSet<>();
    if (wanted.value("tools") instanceof ArrayNode list) {
      for (var tool : list) {
        if (tool instanceof ObjectNode object) {
          var name = new ObjectFields(object, wanted.at("tools")).text("name");
          names.add(name == null ? "" : name);
        }
      }
    }
    return names;
  }
}
