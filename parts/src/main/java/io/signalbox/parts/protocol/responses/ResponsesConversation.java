package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.ObjectFields;
import io.signalbox.translate.Conversation;
import io.signalbox.translate.Sampling;
import io.signalbox.translate.Warnings;
import io.signalbox.translate.Wishes;
import io.signalbox.translate.Wishes.Format;
import io.signalbox.translate.Wishes.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads a request as a conversation that a backend of another API can be asked. What needs a
 * history, a template or a queue that only a backend of this API keeps is refused: an answer
 * without it would be to another question.
 */
final class ResponsesConversation {
  /** Fields that are read, or that ask for nothing of a backend. */
  private static final Set<String> CARRIED =
      Set.of(
          "background",
          "conversation",
          "frequency_penalty",
          "include",
          "input",
          "instructions",
          "max_output_tokens",
          "metadata",
          "model",
          "parallel_tool_calls",
          "presence_penalty",
          "previous_response_id",
          "prompt",
          "reasoning",
          "safety_identifier",
          "seed",
          "service_tier",
          "stop",
          "store",
          "stream",
          "stream_options",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_k",
          "top_logprobs",
          "top_p",
          "truncation",
          "user");

  private final ObjectFields body;
  private final Warnings warnings;

  private ResponsesConversation(ObjectFields body, Warnings warnings) {
    this.body = body;
    this.warnings = warnings;
  }

  static Conversation read(byte[] bytes, Warnings warnings) {
    return new ResponsesConversation(ObjectFields.of(bytes), warnings).read();
  }

  private Conversation read() {
    refuseKept();
    var items = new ResponsesItems(warnings);
    var instructions = body.text("instructions");
    if (instructions != null) {
      items.say(Role.SYSTEM, instructions);
    }
    items.read(body.value("input"));
    var tools = ResponsesTools.read(body, warnings);
    var sampling = sampling();
    var wishes = wishes();
    warnOfTheRest();
    return new Conversation(
        body.neededText("model"),
        items.turns(),
        tools,
        sampling,
        wishes,
        ResponsesEcho.of(body.object()));
  }

  private void refuseKept() {
    refuse(
        "previous_response_id", "the answer it names is kept", "the whole conversation in input");
    refuse("conversation", "the conversation it names is kept", "the whole conversation in input");
    refuse("prompt", "the template it names is kept", "its text in instructions and input");
    if (body.says("background")) {
      throw JsonMembers.bad(
          "background: true, but this model's backends do not speak the responses API, and nobody"
              + " else keeps an answer (expected: false)");
    }
  }

  private void refuse(String key, String why, String expected) {
    if (body.value(key) != null) {
      throw JsonMembers.bad(
          "%s: %s by a backend of the responses API, and this model's backends do not speak it"
                  .formatted(key, why)
              + " (expected: %s)".formatted(expected));
    }
  }

  private Sampling sampling() {
    return new Sampling(
        body.whole("max_output_tokens"),
        body.number("temperature"),
        body.number("top_p"),
        body.whole("top_k"),
        stop(),
        body.whole("seed"),
        body.number("frequency_penalty"),
        body.number("presence_penalty"));
  }

  private List<String> stop() {
    return switch (body.value("stop")) {
      case null -> List.of();
      case ArrayNode list -> {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.isString() ? text.stringValue() : text.toString()));
        yield texts;
      }
      case JsonNode one when one.isString() -> List.of(one.stringValue());
      case JsonNode other ->
          throw JsonMembers.bad(
              "stop: %s (expected: a text or an array of texts)"
                  .formatted(ObjectFields.kind(other)));
    };
  }

  private Wishes wishes() {
    var user = body.text("user");
    boolean stream = body.says("stream");
    return new Wishes(
        stream,
        stream,
        1,
        format(),
        thinking(),
        user == null ? body.text("safety_identifier") : user);
  }

  private @Nullable Format format() {
    var text = body.inner("text");
    if (text == null) {
      return null;
    }
    if (text.value("verbosity") != null) {
      warnings.add("unsupported_field", "text.verbosity");
    }
    var format = text.inner("format");
    if (format == null) {
      return null;
    }
    return switch (format.neededText("type")) {
      case "text" -> null;
      case "json_object" -> new Format.Json();
      case "json_schema" -> {
        var schema = format.inner("schema");
        if (schema == null) {
          throw JsonMembers.bad("text.format.schema: missing (expected: a JSON schema)");
        }
        yield new Format.Schema(format.neededText("name"), schema.object(), format.flag("strict"));
      }
      default -> {
        warnings.add("unsupported_field", "text.format");
        yield null;
      }
    };
  }

  private @Nullable Thinking thinking() {
    var reasoning = body.inner("reasoning");
    if (reasoning == null) {
      return null;
    }
    if (reasoning.value("summary") != null || reasoning.value("generate_summary") != null) {
      warnings.add("unsupported_field", "reasoning.summary");
    }
    var effort = reasoning.text("effort");
    if (effort == null) {
      return null;
    }
    return new Thinking(!effort.equals("none"), effort, null);
  }

  private void warnOfTheRest() {
    for (var field : body.object().properties()) {
      if (!CARRIED.contains(field.getKey()) && !field.getValue().isNull()) {
        warnings.add("unsupported_field", field.getKey());
      }
    }
    if (body.says("store")) {
      warnings.add("not_stored", "store");
    }
    warnUnless("truncation", "disabled");
    warnUnless("service_tier", "auto");
    var logprobs = body.whole("top_logprobs");
    if (logprobs != null && logprobs > 0) {
      warnings.add("unsupported_field", "top_logprobs");
    }
    if (body.value("include") instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (!"reasoning.encrypted_content".equals(list.get(i).asString(""))) {
          warnings.add("unsupported_field", "include[%d]".formatted(i));
        }
      }
    }
  }

  private void warnUnless(String key, String harmless) {
    var word = body.text(key);
    if (word != null && !word.equals(harmless) && !word.equals("default")) {
      warnings.add("unsupported_field", key);
    }
  }
}
