package io.signalbox.parts.protocol.anthropic;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Message;
import io.signalbox.chat.Reasoning;
import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.Json;
import io.signalbox.parts.protocol.JsonBody;
import io.signalbox.parts.protocol.JsonBodyWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what was changed about a messages body. What instructs the model stands in the {@code
 * system} member.
 */
final class AnthropicBodyWriter extends JsonBodyWriter {
  private final List<String> instructions = new ArrayList<>();

  AnthropicBodyWriter(JsonBody body) {
    super(body);
  }

  @Override
  protected void insert(Message message, int index) {
    var first = body.messages().getFirst();
    boolean instructed = body.members().containsKey("system") && first.role() == Role.SYSTEM;
    if (!message.role().instructs()) {
      super.insert(message, instructed ? Math.max(index, 1) : index);
    } else if (instructed) {
      prepend(first, message.text());
    } else {
      instructions.add(message.text());
    }
  }

  @Override
  protected void endMessages() {
    if (!instructions.isEmpty()) {
      setMember("system", Json.quoted(String.join("\n\n", instructions)));
    }
  }

  /**
   * Asks for thoughts, or for none. Left alone where the API would refuse the request for it: next
   * to calls of tools, whose thoughts would be missing, to a forced choice of a tool, and where the
   * answer is to be too short.
   */
  @Override
  protected void writeReasoning(Reasoning wish, ChatRequest request) {
    if (!wish.enabled()) {
      if (body.members().containsKey("thinking")) {
        setMember("thinking", "{\"type\":\"disabled\"}");
      }
      return;
    }
    long budget = AnthropicThinking.budget(wish.effort(), request.envelope().outputTokens());
    boolean possible =
        budget > 0
            && request.envelope().toolCalls() == 0
            && !body.members().containsKey("top_k")
            && !forced();
    if (!body.members().containsKey("thinking") && possible) {
      setMember("thinking", AnthropicThinking.json(budget));
      for (var drawn : List.of("temperature", "top_p")) {
        if (body.members().containsKey(drawn)) {
          setMember(drawn, "1");
        }
      }
    }
  }

  private boolean forced() {
    var choice = body.members().get("tool_choice");
    if (choice == null) {
      return false;
    }
    var text =
        new String(
            body.bytes(), choice.start(), choice.end() - choice.start(), StandardCharsets.UTF_8);
    return !text.contains("\"auto\"") && !text.contains("\"none\"");
  }
}
