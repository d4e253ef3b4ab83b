package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a response object says again of the request it answers, defaults filled in as OpenAI does.
 */
final class ResponsesEcho {
  private static final List<String> OR_NULL =
      List.of(
          "instructions",
          "max_output_tokens",
          "max_tool_calls",
          "prompt_cache_key",
          "safety_identifier",
          "user");

  private static final List<String> AS_ASKED =
      Stream.concat(
              OR_NULL.stream(),
              Stream.of(
                  "metadata",
                  "parallel_tool_calls",
                  "reasoning",
                  "temperature",
                  "text",
                  "tool_choice",
                  "top_p"))
          .toList();

  private ResponsesEcho() {}

  static ObjectNode of(ObjectNode request) {
    var echo =
        Json.object()
            .put("background", false)
            .put("parallel_tool_calls", true)
            .putNull("previous_response_id")
            .put("service_tier", "default")
            .put("store", false)
            .put("temperature", 1.0)
            .put("tool_choice", "auto")
            .put("top_logprobs", 0)
            .put("top_p", 1.0)
            .put("truncation", "disabled");
    echo.putObject("metadata");
    echo.putObject("reasoning").putNull("effort").putNull("summary");
    echo.putObject("text").putObject("format").put("type", "text");
    for (var key : OR_NULL) {
      echo.putNull(key);
    }
    for (var key : AS_ASKED) {
      overlay(echo, key, request.get(key));
    }
    echo.set("tools", tools(request));
    return echo;
  }

  private static void overlay(ObjectNode echo, String key, @Nullable JsonNode asked) {
    if (echo.get(key) instanceof ObjectNode defaults && asked instanceof ObjectNode object) {
      defaults.setAll(object);
    } else if (asked != null && !asked.isNull()) {
      echo.set(key, asked);
    }
  }

  /** The names of the tools whose input is a text. */
  static Set<String> customTools(JsonNode echo) {
    Set<String> names = new HashSet<>();
    for (var tool : echo.path("tools")) {
      if ("custom".equals(tool.path("type").asString(""))) {
        names.add(tool.path("name").asString(""));
      }
    }
    return names;
  }

  /** Functions in the flat form of this API, whichever form they came in. */
  private static ArrayNode tools(ObjectNode request) {
    var tools = Json.array();
    for (var tool : request.path("tools")) {
      if (tool.get("function") instanceof ObjectNode function) {
        var flat = Json.object().put("type", "function");
        tools.add(flat.setAll(function));
      } else {
        tools.add(tool);
      }
    }
    return tools;
  }
}
