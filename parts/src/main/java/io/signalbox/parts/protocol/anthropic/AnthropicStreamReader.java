package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.StreamedReply;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.Started;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.ThinkingSigned;
import io.signalbox.translate.ReplyEvent.Tokens;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.Warnings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the events of a streamed message. */
final class AnthropicStreamReader extends StreamedReply {
  private static final int NO_CALL = -1;

  private final Warnings warnings;
  private final Map<Integer, Integer> callByBlock = new HashMap<>();
  private final Set<Integer> argued = new HashSet<>();
  private Tokens tokens = Tokens.ZERO;
  private int calls;
  private boolean finished;

  AnthropicStreamReader(Warnings warnings) {
    this.warnings = warnings;
  }

  @Override
  protected boolean complete() {
    return finished;
  }

  @Override
  protected void object(ObjectNode event) {
    switch (event.path("type").asString("")) {
      case "message_start" -> {
        var message = event.path("message");
        tell(new Started(message.path("id").asString(""), message.path("model").asString(""), 0));
        count(message.path("usage"));
      }
      case "content_block_start" ->
          begin(event.path("index").asInt(0), event.path("content_block"));
      case "content_block_delta" -> delta(event.path("index").asInt(0), event.path("delta"));
      case "content_block_stop" -> stop(event.path("index").asInt(0));
      case "message_delta" -> {
        var reason = event.path("delta").path("stop_reason");
        if (reason.isString()) {
          finished = true;
          tell(
              new Finished(
                  0,
                  AnthropicReplies.reason(reason.stringValue()),
                  Json.string(event.path("delta"), "stop_sequence")));
        }
        count(event.path("usage"));
      }
      default -> {}
    }
  }

  private void count(JsonNode usage) {
    if (usage.isObject()) {
      tokens = AnthropicReplies.tokens(usage, tokens);
      tell(new Counted(tokens));
    }
  }

  private void begin(int index, JsonNode block) {
    switch (block.path("type").asString("")) {
      case "text" -> text(block.path("text"));
      case "thinking" -> thought(block.path("thinking"));
      case "tool_use" -> {
        int call = calls++;
        callByBlock.put(index, call);
        tell(
            new ToolCallStarted(
                0, call, block.path("id").asString(""), block.path("name").asString("")));
        if (block.path("input").isObject() && !block.path("input").isEmpty()) {
          argued.add(call);
          tell(new ToolArgumentsDelta(0, call, Json.text(block.path("input"))));
        }
      }
      default -> warnings.add("unsupported_block_type", "content[" + index + "]");
    }
  }

  private void delta(int index, JsonNode delta) {
    switch (delta.path("type").asString("")) {
      case "text_delta" -> text(delta.path("text"));
      case "thinking_delta" -> thought(delta.path("thinking"));
      case "signature_delta" -> tell(new ThinkingSigned(0, delta.path("signature").asString("")));
      case "input_json_delta" -> {
        int call = callByBlock.getOrDefault(index, NO_CALL);
        var json = delta.path("partial_json").asString("");
        if (call != NO_CALL && !json.isEmpty()) {
          argued.add(call);
          tell(new ToolArgumentsDelta(0, call, json));
        }
      }
      default -> {}
    }
  }

  /** A call without arguments streams none; elsewhere they are an empty object. */
  private void stop(int index) {
    int call = callByBlock.getOrDefault(index, NO_CALL);
    if (call != NO_CALL && argued.add(call)) {
      tell(new ToolArgumentsDelta(0, call, "{}"));
    }
  }

  private void text(JsonNode text) {
    if (!text.asString("").isEmpty()) {
      tell(new TextDelta(0, text.stringValue()));
    }
  }

  private void thought(JsonNode text) {
    if (!text.asString("").isEmpty()) {
      tell(new ThinkingDelta(0, text.stringValue()));
    }
  }
}
