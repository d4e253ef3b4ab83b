package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.RequestFields;
import io.signalbox.translate.Tools;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a chat completions request offers to call. */
record OpenAiTools(RequestFields fields, Warnings warnings) {
  Tools read() {
    var offered = new ArrayList<Tools.Tool>();
    int index = 0;
    for (var tool : fields.get("tools")) {
      if (tool.path("function").isObject()) {
        offered.add(tool(tool.path("function")));
      } else {
        warnings.add("unsupported_tool", "tools[" + index + "]");
      }
      index++;
    }
    for (var function : fields.get("functions")) {
      offered.add(tool(function));
    }
    var choice = choice(fields.get("tool_choice"), "tool_choice");
    var older = choice(fields.get("function_call"), "function_call");
    return new Tools(offered, choice == null ? older : choice, fields.flag("parallel_tool_calls"));
  }

  private static Tools.Tool tool(JsonNode function) {
    var schema = function.path("parameters");
    return new Tools.Tool(
        function.path("name").asString(""),
        Json.string(function, "description"),
        schema.isObject() ? schema : null,
        Json.flag(function.path("strict")));
  }

  private Tools.@Nullable Choice choice(JsonNode choice, String place) {
    var nested = Json.string(choice.path("function"), "name");
    var named = nested == null ? Json.string(choice, "name") : nested;
    if (named != null) {
      return new Tools.Choice.Named(named);
    }
    return switch (choice.asString("")) {
      case "auto" -> new Tools.Choice.Auto();
      case "none" -> new Tools.Choice.None();
      case "required" -> new Tools.Choice.Required();
      default -> {
        if (!choice.isMissingNode()) {
          warnings.add("unsupported_field", place);
        }
        yield null;
      }
    };
  }
}
