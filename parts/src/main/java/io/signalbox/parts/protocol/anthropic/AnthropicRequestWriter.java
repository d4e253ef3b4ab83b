package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Part;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Tools;
import io.signalbox.translate.Warnings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a conversation as a messages request. */
final class AnthropicRequestWriter {
  private static final long DEFAULT_MAX_TOKENS = 4096;

  private final Conversation conversation;
  private final Warnings warnings;
  private final ObjectNode body = Json.object();

  AnthropicRequestWriter(Conversation conversation, Warnings warnings) {
    this.conversation = conversation;
    this.warnings = warnings;
  }

  byte[] write() {
    body.put("model", conversation.model());
    new AnthropicMessages(warnings).write(conversation.turns(), body);
    tools(conversation.tools());
    limit();
    sampling(conversation.sampling());
    if (conversation.wishes().stream()) {
      body.put("stream", true);
    }
    if (conversation.wishes().user() != null) {
      body.putObject("metadata").put("user_id", conversation.wishes().user());
    }
    warnOfRest();
    return Json.bytes(body);
  }

  /** The limit of the answer, which the API demands, and within it the budget of thoughts. */
  private void limit() {
    var asked = conversation.sampling().maxTokens();
    long limit = asked == null ? DEFAULT_MAX_TOKENS : asked;
    var thinking = conversation.wishes().thinking();
    if (thinking != null && thinking.enabled()) {
      var effort = thinking.effort();
      var said = thinking.budgetTokens();
      limit =
          asked == null ? limit + (said == null ? AnthropicThinking.wanted(effort) : said) : limit;
      long budget =
          said == null
              ? AnthropicThinking.budget(effort, limit)
              : AnthropicThinking.within(said, limit);
      if (budget > 0 && mayThink()) {
        body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
      } else {
        warnings.add("unsupported_field", effort == null ? "thinking" : "reasoning_effort");
      }
    }
    body.put("max_tokens", limit);
  }

  /**
   * Whether the API takes a wish for thoughts: not next to calls of tools, whose thoughts are
   * missing, nor to a forced choice of one.
   */
  private boolean mayThink() {
    var choice = conversation.tools().choice();
    boolean forced =
        choice instanceof Tools.Choice.Required || choice instanceof Tools.Choice.Named;
    return !forced
        && conversation.turns().stream()
            .flatMap(turn -> turn.parts().stream())
            .noneMatch(Part.ToolCall.class::isInstance);
  }

  private void sampling(Sampling sampling) {
    boolean thinks = body.has("thinking");
    var temperature = sampling.temperature();
    if (temperature != null && thinks) {
      warnings.add("unsupported_field", "temperature");
    } else if (temperature != null) {
      if (temperature > 1) {
        warnings.add("temperature_clamped", "temperature");
      }
      body.put("temperature", Math.clamp(temperature, 0.0, 1.0));
    }
    if (sampling.topP() != null && thinks) {
      warnings.add("unsupported_field", "top_p");
    } else if (sampling.topP() != null) {
      body.put("top_p", sampling.topP());
    }
    if (sampling.topK() != null && thinks) {
      warnings.add("unsupported_field", "top_k");
    } else if (sampling.topK() != null) {
      body.put("top_k", sampling.topK());
    }
    var stop = Json.array();
    for (var text : sampling.stop()) {
      if (text.isBlank()) {
        warnings.add("unsupported_field", "stop");
      } else {
        stop.add(text);
      }
    }
    if (!stop.isEmpty()) {
      body.set("stop_sequences", stop);
    }
  }

  private void tools(Tools tools) {
    if (tools.offered().isEmpty()) {
      return;
    }
    var array = body.putArray("tools");
    for (var tool : tools.offered()) {
      var object = array.addObject().put("name", tool.name());
      if (tool.description() != null) {
        object.put("description", tool.description());
      }
      object.set("input_schema", schema(tool.schema()));
      warn(Boolean.TRUE.equals(tool.strict()), "tools[" + (array.size() - 1) + "].strict");
    }
    choice(tools);
  }

  private static ObjectNode schema(@Nullable JsonNode schema) {
    var object = schema instanceof ObjectNode given ? given.deepCopy() : Json.object();
    if (!object.has("type")) {
      object.put("type", "object");
    }
    return object;
  }

  private void choice(Tools tools) {
    boolean alone = Boolean.FALSE.equals(tools.parallel());
    var choice = tools.choice() == null && alone ? new Tools.Choice.Auto() : tools.choice();
    if (choice == null) {
      return;
    }
    var object = body.putObject("tool_choice");
    switch (choice) {
      case Tools.Choice.Auto auto -> object.put("type", "auto");
      case Tools.Choice.None none -> object.put("type", "none");
      case Tools.Choice.Required required -> object.put("type", "any");
      case Tools.Choice.Named(String name) -> object.put("type", "tool").put("name", name);
    }
    if (tools.parallel() != null && !(choice instanceof Tools.Choice.None)) {
      object.put("disable_parallel_tool_use", alone);
    }
  }

  private void warnOfRest() {
    var sampling = conversation.sampling();
    var wishes = conversation.wishes();
    warn(sampling.seed() != null, "seed");
    warn(sampling.frequencyPenalty() != null, "frequency_penalty");
    warn(sampling.presencePenalty() != null, "presence_penalty");
    warn(wishes.choices() > 1, "n");
    warn(wishes.format() != null, "response_format");
  }

  private void warn(boolean said, String field) {
    if (said) {
      warnings.add("unsupported_field", field);
    }
  }
}
