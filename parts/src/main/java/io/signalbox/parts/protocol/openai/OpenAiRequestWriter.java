package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Tools;
import io.signalbox.translate.Warnings;
import io.signalbox.translate.Wishes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a conversation as a chat completions request. */
final class OpenAiRequestWriter {
  private final Conversation conversation;
  private final Warnings warnings;
  private final ObjectNode body = Json.object();

  OpenAiRequestWriter(Conversation conversation, Warnings warnings) {
    this.conversation = conversation;
    this.warnings = warnings;
  }

  byte[] write() {
    body.put("model", conversation.model());
    var messages = new OpenAiMessages(warnings).write(conversation.turns());
    if (messages.isEmpty()) {
      throw JsonMembers.bad("messages: nothing that can be translated");
    }
    body.set("messages", messages);
    tools(conversation.tools());
    sampling();
    wishes(conversation.wishes());
    return Json.bytes(body);
  }

  private void tools(Tools tools) {
    if (tools.offered().isEmpty()) {
      return;
    }
    var array = body.putArray("tools");
    for (var tool : tools.offered()) {
      var function = array.addObject().put("type", "function").putObject("function");
      function.put("name", tool.name());
      if (tool.description() != null) {
        function.put("description", tool.description());
      }
      if (tool.schema() != null) {
        function.set("parameters", tool.schema());
      }
      if (tool.strict() != null) {
        function.put("strict", tool.strict());
      }
    }
    switch (tools.choice()) {
      case null -> {}
      case Tools.Choice.Auto auto -> body.put("tool_choice", "auto");
      case Tools.Choice.None none -> body.put("tool_choice", "none");
      case Tools.Choice.Required required -> body.put("tool_choice", "required");
      case Tools.Choice.Named(String name) ->
          body.putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .put("name", name);
    }
    if (tools.parallel() != null) {
      body.put("parallel_tool_calls", tools.parallel());
    }
  }

  private void sampling() {
    var sampling = conversation.sampling();
    put("max_tokens", sampling.maxTokens());
    put("temperature", sampling.temperature());
    put("top_p", sampling.topP());
    put("seed", sampling.seed());
    put("frequency_penalty", sampling.frequencyPenalty());
    put("presence_penalty", sampling.presencePenalty());
    if (!sampling.stop().isEmpty()) {
      var stop = body.putArray("stop");
      sampling.stop().forEach(stop::add);
    }
    if (sampling.topK() != null) {
      warnings.add("unsupported_field", "top_k");
    }
  }

  private void put(String key, @Nullable Long value) {
    if (value != null) {
      body.put(key, value);
    }
  }

  private void put(String key, @Nullable Double value) {
    if (value != null) {
      body.put(key, value);
    }
  }

  private void wishes(Wishes wishes) {
    if (wishes.stream()) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    if (wishes.choices() > 1) {
      body.put("n", wishes.choices());
    }
    switch (wishes.format()) {
      case null -> {}
      case Wishes.Format.Json json -> body.putObject("response_format").put("type", "json_object");
      case Wishes.Format.Schema schema -> {
        var inner =
            body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
        inner.put("name", schema.name()).set("schema", schema.schema());
        if (schema.strict() != null) {
          inner.put("strict", schema.strict());
        }
      }
    }
    thinking(wishes.thinking());
    if (wishes.user() != null) {
      body.put("user", wishes.user());
    }
  }

  /** An effort is OpenAI's own word; a budget is nobody's but Anthropic's. */
  private void thinking(Wishes.@Nullable Thinking thinking) {
    if (thinking != null && thinking.effort() != null) {
      body.put("reasoning_effort", thinking.effort());
    } else if (thinking != null && thinking.enabled()) {
      warnings.add("unsupported_field", "thinking");
    }
  }
}
