package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.Tokens;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What plain and streamed messages have in common. */
final class AnthropicReplies {
  private AnthropicReplies() {}

  static StopReason reason(String word) {
    return switch (word) {
      case "end_turn" -> StopReason.STOP;
      case "stop_sequence" -> StopReason.STOP_SEQUENCE;
      case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
      case "tool_use" -> StopReason.TOOL_CALLS;
      case "refusal" -> StopReason.REFUSAL;
      case "pause_turn" -> StopReason.PAUSED;
      default -> StopReason.UNKNOWN;
    };
  }

  static String word(StopReason reason) {
    return switch (reason) {
      case STOP_SEQUENCE -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> "tool_use";
      case REFUSAL -> "refusal";
      case PAUSED -> "pause_turn";
      case STOP, UNKNOWN -> "end_turn";
    };
  }

  /** Counts in a {@code usage}; what it does not tell stays as it was. */
  static Tokens tokens(JsonNode usage, Tokens before) {
    long read = usage.path("cache_read_input_tokens").asLong(before.cacheRead());
    long written = usage.path("cache_creation_input_tokens").asLong(before.cacheWritten());
    long fresh =
        usage
            .path("input_tokens")
            .asLong(before.input() - before.cacheRead() - before.cacheWritten());
    long output = usage.path("output_tokens").asLong(before.output());
    return new Tokens(fresh + read + written, read, written, output, 0);
  }

  static ObjectNode usage(Tokens tokens) {
    return Json.object()
        .put(
            "input_tokens",
            Math.max(0, tokens.input() - tokens.cacheRead() - tokens.cacheWritten()))
        .put("cache_creation_input_tokens", tokens.cacheWritten())
        .put("cache_read_input_tokens", tokens.cacheRead())
        .put("output_tokens", tokens.output());
  }

  /** A message without content, as plain replies are filled and streams begin. */
  static ObjectNode message(Started started) {
    var message =
        Json.object()
            .put("id", started.id().isEmpty() ? "msg_" + UUID.randomUUID() : started.id())
            .put("type", "message")
            .put("role", "assistant")
            .put("model", started.model());
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    return message;
  }
}
