package io.signalbox.parts.protocol.responses;

import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a response object. Whatever is neither said nor thought is a call of a tool. */
final class ResponsesReplies {
  private final List<ReplyEvent> events = new ArrayList<>();
  private final Warnings warnings;
  private boolean refused;
  private int calls;

  private ResponsesReplies(Warnings warnings) {
    this.warnings = warnings;
  }

  /** What a response tells; null when it is none, or is not at its end. */
  static @Nullable List<ReplyEvent> read(ObjectNode response, Warnings warnings) {
    if (response.path("error").isObject()) {
      return List.of(new Failed(ErrorBody.inStream(response)));
    }
    var reason = reason(response);
    if (reason == null || !response.path("output").isArray()) {
      return null;
    }
    return new ResponsesReplies(warnings).events(response, reason);
  }

  private static @Nullable StopReason reason(ObjectNode response) {
    return switch (response.path("status").asString("")) {
      case "completed" -> StopReason.STOP;
      case "incomplete" ->
          switch (response.path("incomplete_details").path("reason").asString("")) {
            case "max_output_tokens" -> StopReason.LENGTH;
            case "content_filter" -> StopReason.REFUSAL;
            default -> StopReason.UNKNOWN;
          };
      default -> null;
    };
  }

  private List<ReplyEvent> events(ObjectNode response, StopReason reason) {
    events.add(
        new Started(
            response.path("id").asString(""),
            response.path("model").asString(""),
            response.path("created_at").asLong(0)));
    int index = 0;
    for (var item : response.path("output")) {
      item(item, "output[" + index + "]");
      index++;
    }
    boolean stopped = reason == StopReason.STOP;
    var end =
        stopped && calls > 0
            ? StopReason.TOOL_CALLS
            : stopped && refused ? StopReason.REFUSAL : reason;
    events.add(new Finished(0, end, null));
    if (response.path("usage").isObject()) {
      events.add(new Counted(tokens(response.path("usage"))));
    }
    return events;
  }

  private void item(JsonNode item, String place) {
    switch (item.path("type").asString("")) {
      case "message" -> item.path("content").forEach(part -> part(part, place + ".content"));
      case "reasoning" -> {
        item.path("summary").forEach(part -> part(part, place + ".summary"));
        item.path("content").forEach(part -> part(part, place + ".content"));
        if (item.path("encrypted_content").isString()) {
          warnings.add("unsupported_field", place + ".encrypted_content");
        }
      }
      default -> call(item, place);
    }
  }

  private void part(JsonNode part, String place) {
    var text = part.path("text").asString("");
    switch (part.path("type").asString("")) {
      case "output_text" -> {
        events.add(new TextDelta(0, text));
        if (!part.path("annotations").isEmpty() || !part.path("logprobs").isEmpty()) {
          warnings.add("unsupported_field", place + ".annotations");
        }
      }
      case "summary_text", "reasoning_text" -> events.add(new ThinkingDelta(0, text));
      case "refusal" -> {
        refused = true;
        events.add(new RefusalDelta(0, part.path("refusal").asString("")));
      }
      default -> warnings.add("unsupported_block_type", place);
    }
  }

  private void call(JsonNode item, String place) {
    var type = item.path("type").asString("");
    if (!type.equals("function_call")) {
      warnings.add("unsupported_tool", place);
    }
    int call = calls++;
    events.add(
        new ToolCallStarted(
            0, call, item.path("call_id").asString(""), item.path("name").asString(type)));
    var arguments = Json.string(item, "arguments");
    events.add(new ToolArgumentsDelta(0, call, arguments == null ? "{}" : arguments));
  }

  private static Tokens tokens(JsonNode usage) {
    var input = usage.path("input_tokens_details");
    return new Tokens(
        usage.path("input_tokens").asLong(0),
        input.path("cached_tokens").asLong(0),
        input.path("cache_write_tokens").asLong(0),
        usage.path("output_tokens").asLong(0),
        usage.path("output_tokens_details").path("reasoning_tokens").asLong(0));
  }
}
