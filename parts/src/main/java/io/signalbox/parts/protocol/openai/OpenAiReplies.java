package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What plain and streamed chat completions have in common. */
final class OpenAiReplies {
  private OpenAiReplies() {}

  /** What a message or delta tells of thoughts, or null; servers call it differently. */
  static @Nullable String thought(JsonNode message) {
    var thought = Json.string(message, "reasoning_content");
    var other = thought == null ? Json.string(message, "reasoning") : thought;
    return other == null || other.isEmpty() ? null : other;
  }

  /** The text of a message's or delta's content, which some servers send in parts. */
  static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asString("");
    }
    var text = new StringBuilder();
    for (var part : content) {
      text.append(part.path("text").asString(""));
    }
    return text.toString();
  }

  static Started started(JsonNode reply) {
    return new Started(
        reply.path("id").asString(""),
        reply.path("model").asString(""),
        reply.path("created").asLong(0));
  }

  static StopReason reason(String word) {
    return switch (word) {
      case "stop" -> StopReason.STOP;
      case "length" -> StopReason.LENGTH;
      case "tool_calls", "function_call" -> StopReason.TOOL_CALLS;
      case "content_filter" -> StopReason.REFUSAL;
      default -> StopReason.UNKNOWN;
    };
  }

  /** How a choice ends; some servers tell the stop text that was said. */
  static Finished finished(int number, JsonNode choice) {
    var reason = reason(choice.path("finish_reason").asString(""));
    var said = Json.string(choice, "stop_reason");
    boolean text = reason == StopReason.STOP && said != null;
    return new Finished(number, text ? StopReason.STOP_SEQUENCE : reason, text ? said : null);
  }

  static String word(StopReason reason) {
    return switch (reason) {
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case REFUSAL -> "content_filter";
      case STOP, STOP_SEQUENCE, PAUSED, UNKNOWN -> "stop";
    };
  }

  static Tokens tokens(JsonNode usage) {
    return new Tokens(
        usage.path("prompt_tokens").asLong(0),
        usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
        0,
        usage.path("completion_tokens").asLong(0),
        usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
  }

  static ObjectNode usage(Tokens tokens) {
    var usage =
        Json.object()
            .put("prompt_tokens", tokens.input())
            .put("completion_tokens", tokens.output())
            .put("total_tokens", tokens.input() + tokens.output());
    if (tokens.cacheRead() > 0) {
      usage.putObject("prompt_tokens_details").put("cached_tokens", tokens.cacheRead());
    }
    if (tokens.reasoning() > 0) {
      usage.putObject("completion_tokens_details").put("reasoning_tokens", tokens.reasoning());
    }
    return usage;
  }
}
