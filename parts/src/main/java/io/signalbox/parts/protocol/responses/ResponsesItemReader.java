package io.signalbox.parts.protocol.responses;

import io.signalbox.chat.Message;
import io.signalbox.chat.Role;
import io.signalbox.parts.protocol.JsonMembers;
import io.signalbox.parts.protocol.MessageReader;
import io.signalbox.parts.protocol.TurnCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the input of a body in place, and counts what its items carry besides text. */
final class ResponsesItemReader {
  /** Calls that the caller carries out; the backend does the others itself, and has the results. */
  private static final Set<String> OWN_CALLS =
      Set.of(
          "function_call",
          "custom_tool_call",
          "computer_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call");

  /** What an item says of itself, as far as it was read. */
  private static final class Found {
    private String type = "";
    private @Nullable String role;
    private String text = "";
  }

  private final JsonMembers members;
  private final JsonParser json;
  private final List<Message> messages = new ArrayList<>();
  private int structuredBytes;
  private int images;
  private int toolCalls;
  private final TurnCount turns = new TurnCount();
  private boolean assistantSpoke;

  ResponsesItemReader(JsonMembers members) {
    this.members = members;
    this.json = members.parser();
  }

  List<Message> messages() {
    return messages;
  }

  int structuredBytes() {
    return structuredBytes;
  }

  int images() {
    return images;
  }

  int toolCalls() {
    return toolCalls;
  }

  /** Who spoke so far. */
  TurnCount turns() {
    return turns;
  }

  void read(JsonToken value) {
    switch (value) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> {
        messages.add(ofText(Role.USER));
        turns.turn(Role.USER, 0);
      }
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          messages.add(item("input[%d]".formatted(messages.size())));
        }
      }
      default ->
          throw JsonMembers.bad(
              "input: %s (expected: a text or an array of items)"
                  .formatted(JsonMembers.kind(value)));
    }
  }

  /** The text that the parser stands at, as a message. */
  Message ofText(Role role) {
    int start = members.here();
    var text = json.getString();
    int end = members.behind();
    return new Message(role, text, new Message.Origin(start, end, start, end), null);
  }

  private Message item(String place) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw JsonMembers.bad(
          "%s: %s (expected: an object)".formatted(place, JsonMembers.kind(json.currentToken())));
    }
    int start = members.here();
    var found = new Found();
    var spans = members.readObject((key, value) -> member(found, place, key, value));
    int end = members.behind();
    boolean spoken =
        found.type.isEmpty() ? spans.containsKey("content") : found.type.equals("message");
    if (spoken && found.role == null) {
      throw JsonMembers.bad(
          place + ".role: missing (expected: system, developer, user, assistant)");
    }
    var content = spans.get("content");
    if (found.role == null) {
      var performer = performer(found.type);
      count(found.type, performer);
      return new Message(performer, "", new Message.Origin(start, end, -1, -1), null);
    }
    var origin =
        content == null
            ? new Message.Origin(start, end, -1, -1)
            : new Message.Origin(start, end, content.start(), content.end());
    var speaker = MessageReader.speaker(found.role);
    turns.turn(speaker, 0);
    assistantSpoke = speaker == Role.ASSISTANT;
    return new Message(speaker, found.text, origin, null);
  }

  private void member(Found found, String place, String key, JsonToken value) {
    switch (key) {
      case "type" -> found.type = value == JsonToken.VALUE_STRING ? json.getString() : "";
      case "role" -> found.role = members.text(place + ".role", value);
      case "content" -> found.text = members.content(place + ".content", value, this::part);
      case "arguments", "output", "input" -> {
        int from = members.here();
        structuredBytes += members.behind() - from;
      }
      default -> {}
    }
  }

  /** Calls in a row are one turn of the assistant, as they are in every other format. */
  private void count(String type, Role performer) {
    if (performer == Role.TOOL) {
      turns.turn(Role.TOOL, 1);
      assistantSpoke = false;
    } else if (performer == Role.ASSISTANT) {
      if (!assistantSpoke) {
        turns.turn(Role.ASSISTANT, 0);
      }
      assistantSpoke = true;
      turns.calls(OWN_CALLS.contains(type) ? 1 : 0);
    }
  }

  private Role performer(String type) {
    if (type.endsWith("_call")) {
      toolCalls++;
      return Role.ASSISTANT;
    }
    return type.endsWith("_output") ? Role.TOOL : Role.OTHER;
  }

  /** Takes a part's text, whatever its type says: what a backend may read, the router reads. */
  private void part(List<String> texts) {
    var spans =
        members.readObject((key, value) -> {
          boolean text = value == JsonToken.VALUE_STRING;
          if (text && (key.equals("text") || key.equals("refusal"))) {
            texts.add(json.getString());
          } else if (text && key.equals("type") && json.getString().equals("input_image")) {
            images++;
          }
        });
    if (spans.containsKey("image_url") && !spans.containsKey("type")) {
      images++;
    }
  }
}
