package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.ThinkingSigned;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a message. */
final class AnthropicPlainReader {
  private AnthropicPlainReader() {}

  static @Nullable List<ReplyEvent> read(ObjectNode reply, Warnings warnings) {
    if (!reply.path("content").isArray()) {
      return null;
    }
    var events = new ArrayList<ReplyEvent>();
    events.add(new Started(reply.path("id").asString(""), reply.path("model").asString(""), 0));
    int calls = 0;
    int index = 0;
    for (var block : reply.path("content")) {
      switch (block.path("type").asString("")) {
        case "text" -> events.add(new TextDelta(0, block.path("text").asString("")));
        case "thinking" -> {
          events.add(new ThinkingDelta(0, block.path("thinking").asString("")));
          events.add(new ThinkingSigned(0, block.path("signature").asString("")));
        }
        case "tool_use" -> {
          events.add(
              new ToolCallStarted(
                  0, calls, block.path("id").asString(""), block.path("name").asString("")));
          var input = block.path("input");
          events.add(
              new ToolArgumentsDelta(
                  0, calls, Json.text(input.isObject() ? input : Json.object())));
          calls++;
        }
        default -> warnings.add("unsupported_block_type", "content[" + index + "]");
      }
      index++;
    }
    var reason = AnthropicReplies.reason(reply.path("stop_reason").asString(""));
    if (reason == StopReason.UNKNOWN) {
      warnings.add("unknown_stop_reason", "stop_reason");
    }
    events.add(new Finished(0, reason, Json.string(reply, "stop_sequence")));
    events.add(new Counted(AnthropicReplies.tokens(reply.path("usage"), Tokens.ZERO)));
    return events;
  }
}
