package io.signalbox.parts.protocol.openai;

import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.PlainWriter;
import io.signalbox.translate.CollectedReply;
import io.signalbox.translate.Part;
import io.signalbox.translate.ProviderError;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as a chat completion. */
final class OpenAiPlainWriter extends PlainWriter {
  private final InstantSource clock;

  OpenAiPlainWriter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  protected String error(ProviderError failure) {
    return ErrorBody.openAi(failure);
  }

  @Override
  protected ObjectNode object(CollectedReply reply) {
    var completion = OpenAiStreamWriter.head(reply.started(), clock, "chat.completion");
    var choices = completion.putArray("choices");
    reply.choices().forEach((number, choice) -> choices.add(choice(number, choice)));
    completion.set("usage", OpenAiReplies.usage(reply.tokens()));
    return completion;
  }

  private static ObjectNode choice(int number, CollectedReply.Choice choice) {
    var text = new StringBuilder();
    var thought = new StringBuilder();
    var refusal = new StringBuilder();
    var calls = Json.array();
    for (var part : choice.parts()) {
      switch (part) {
        case Part.Text said -> text.append(said.text());
        case Part.Thinking thinking -> thought.append(thinking.text());
        case Part.Refusal refused -> refusal.append(refused.text());
        case Part.ToolCall(String id, String name, String arguments) -> {
          var call = calls.addObject().put("id", id).put("type", "function");
          call.putObject("function").put("name", name).put("arguments", arguments);
        }
        default -> {}
      }
    }
    var object = Json.object().put("index", number);
    var message = object.putObject("message").put("role", "assistant");
    if (text.isEmpty() && !(calls.isEmpty() && refusal.isEmpty())) {
      message.putNull("content");
    } else {
      message.put("content", text.toString());
    }
    if (refusal.isEmpty()) {
      message.putNull("refusal");
    } else {
      message.put("refusal", refusal.toString());
    }
    if (!thought.isEmpty()) {
      message.put("reasoning_content", thought.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    object.putNull("logprobs");
    return object.put("finish_reason", OpenAiReplies.word(choice.reason()));
  }
}
