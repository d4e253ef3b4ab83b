package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.Json;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Counted;
import io.signalbox.translate.ReplyEvent.RefusalDelta;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.ReplyEvent.ThinkingDelta;
import io.signalbox.translate.ReplyEvent.ToolArgumentsDelta;
import io.signalbox.translate.ReplyEvent.ToolCallStarted;
import io.signalbox.translate.Warnings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a chat completion. */
final class OpenAiPlainReader {
  private OpenAiPlainReader() {}

  static @Nullable List<ReplyEvent> read(ObjectNode reply, Warnings warnings) {
    if (!reply.path("choices").isArray()) {
      return null;
    }
    var events = new ArrayList<ReplyEvent>();
    events.add(OpenAiReplies.started(reply));
    int number = 0;
    for (var choice : reply.path("choices")) {
      choice(choice, choice.path("index").asInt(number), events, warnings);
      number++;
    }
    if (reply.path("usage").isObject()) {
      events.add(new Counted(OpenAiReplies.tokens(reply.path("usage"))));
    }
    return events;
  }

  private static void choice(
      JsonNode choice, int number, List<ReplyEvent> events, Warnings warnings) {
    var message = choice.path("message");
    var place = "choices[" + number + "]";
    var thought = OpenAiReplies.thought(message);
    if (thought != null) {
      events.add(new ThinkingDelta(number, thought));
    }
    var text = OpenAiReplies.text(message.path("content"));
    if (!text.isEmpty()) {
      events.add(new TextDelta(number, text));
    }
    var refusal = message.path("refusal").asString("");
    if (!refusal.isEmpty()) {
      events.add(new RefusalDelta(number, refusal));
    }
    int calls = 0;
    for (var call : message.path("tool_calls")) {
      if (call.path("function").isObject()) {
        call(
            call.path("id").asString("call_" + calls),
            call.path("function"),
            number,
            calls,
            events);
        calls++;
      } else {
        warnings.add("unsupported_tool", place + ".message.tool_calls");
      }
    }
    if (message.path("function_call").isObject()) {
      call("call_" + calls, message.path("function_call"), number, calls, events);
    }
    if (choice.path("logprobs").isObject()) {
      warnings.add("unsupported_field", place + ".logprobs");
    }
    if (message.path("audio").isObject()) {
      warnings.add("unsupported_block_type", place + ".message.audio");
    }
    var finished = OpenAiReplies.finished(number, choice);
    if (finished.reason() == StopReason.UNKNOWN) {
      warnings.add("unknown_finish_reason", place + ".finish_reason");
    }
    events.add(finished);
  }

  private static void call(
      String id, JsonNode function, int choice, int call, List<ReplyEvent> events) {
    events.add(new ToolCallStarted(choice, call, id, function.path("name").asString("")));
    var arguments = function.path("arguments");
    events.add(
        new ToolArgumentsDelta(
            choice, call, arguments.isObject() ? Json.text(arguments) : arguments.asString("")));
  }
}
