package io.signalbox.parts.protocol.anthropic;

import io.signalbox.parts.protocol.ErrorBody;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.PlainWriter;
import io.signalbox.translate.CollectedReply;
import io.signalbox.translate.Part;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.Warnings;
import tools.jackson.databind.node.ObjectNode;

/** Writes a reply as a message. */
final class AnthropicPlainWriter extends PlainWriter {
  private final Warnings warnings;

  AnthropicPlainWriter(Warnings warnings) {
    this.warnings = warnings;
  }

  @Override
  protected String error(ProviderError failure) {
    return ErrorBody.anthropic(failure.status(), failure.message());
  }

  /** Only the first choice: the protocol knows no others. */
  @Override
  protected ObjectNode object(CollectedReply reply) {
    var message = AnthropicReplies.message(reply.started());
    var choice = reply.choices().get(0);
    if (reply.choices().size() > 1) {
      warnings.add("unsupported_field", "choices[1]");
    }
    if (choice != null) {
      fill(message, choice);
    }
    message.set("usage", AnthropicReplies.usage(reply.tokens()));
    return message;
  }

  private void fill(ObjectNode message, CollectedReply.Choice choice) {
    var content = message.putArray("content");
    boolean refused = false;
    for (var part : choice.parts()) {
      switch (part) {
        case Part.Text(String text) -> content.addObject().put("type", "text").put("text", text);
        case Part.Refusal(String text) -> {
          refused = true;
          content.addObject().put("type", "text").put("text", text);
        }
        case Part.Thinking(String text, var signature) ->
            content
                .addObject()
                .put("type", "thinking")
                .put("thinking", text)
                .put("signature", signature == null ? "" : signature);
        case Part.ToolCall(String id, String name, String arguments) ->
            content
                .addObject()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", name)
                .set("input", input(arguments, content.size()));
        default -> {}
      }
    }
    var reason =
        refused && choice.reason() == StopReason.STOP ? StopReason.REFUSAL : choice.reason();
    message.put("stop_reason", AnthropicReplies.word(reason));
    message.put("stop_sequence", choice.stopSequence());
  }

  private ObjectNode input(String arguments, int index) {
    var object = arguments.isBlank() ? Json.object() : Json.object(arguments);
    if (object == null) {
      warnings.add("invalid_tool_arguments", "content[" + index + "]");
      return Json.object().put("arguments", arguments);
    }
    return object;
  }
}
