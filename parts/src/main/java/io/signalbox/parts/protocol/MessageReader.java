package io.signalbox.parts.protocol;

import io.signalbox.chat.Message;
import io.signalbox.chat.Role;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the messages of a body, OpenAI's or Anthropic's, and counts what they carry besides text.
 */
public final class MessageReader {
  private final JsonMembers members;
  private final JsonParser json;
  private int structuredBytes;
  private int images;
  private int toolCalls;
  private int toolResults;
  private final TurnCount turns = new TurnCount();

  public MessageReader(JsonMembers members) {
    this.members = members;
    this.json = members.parser();
  }

  public int structuredBytes() {
    return structuredBytes;
  }

  public int images() {
    return images;
  }

  public int toolCalls() {
    return toolCalls;
  }

  /** Who spoke so far. */
  public TurnCount turns() {
    return turns;
  }

  /** Reads an instruction that is a member of its own; the parser stands at its value. */
  public Message system(JsonToken value) {
    int start = members.here();
    var text = members.content("system", value, this::part);
    int end = members.behind();
    turns.aside(Role.SYSTEM);
    return new Message(Role.SYSTEM, text, new Message.Origin(start, end, start, end), null);
  }

  /** Reads the message the parser stands at the beginning of. */
  public Message read(int index) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw JsonMembers.bad(
          "messages[%d]: %s (expected: an object)"
              .formatted(index, JsonMembers.kind(json.currentToken())));
    }
    int start = members.here();
    String role = null;
    var text = "";
    int contentStart = -1;
    int contentEnd = -1;
    int callsBefore = toolCalls;
    int resultsBefore = toolResults;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      int valueStart = members.here();
      switch (key) {
        case "role" -> role = members.text("messages[%d].role".formatted(index), value);
        case "content" -> {
          text = members.content("messages[%d].content".formatted(index), value, this::part);
          contentStart = valueStart;
          contentEnd = members.behind();
        }
        case "tool_calls" -> {
          toolCalls += members.elements(value);
          structuredBytes += members.behind() - valueStart;
        }
        default -> json.skipChildren();
      }
    }
    if (role == null) {
      throw JsonMembers.bad(
          "messages[%d].role: missing (expected: system, user, assistant, tool)".formatted(index));
    }
    var speaker = speaker(role);
    if (speaker == Role.TOOL) {
      structuredBytes += Math.max(0, contentEnd - contentStart);
      text = "";
    }
    turns.turn(speaker, toolResults - resultsBefore);
    turns.calls(toolCalls - callsBefore);
    var origin = new Message.Origin(start, members.behind(), contentStart, contentEnd);
    return new Message(speaker, text, origin, null);
  }

  public static Role speaker(String role) {
    return switch (role) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool", "function" -> Role.TOOL;
      default -> Role.OTHER;
    };
  }

  /** Takes a part's text, whatever its type says: what a backend may read, the router reads. */
  private void part(List<String> texts) {
    int start = members.here();
    var type = "";
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      if (value == JsonToken.VALUE_STRING && key.equals("text")) {
        texts.add(json.getString());
      } else if (value == JsonToken.VALUE_STRING && key.equals("type")) {
        type = json.getString();
      } else if (key.equals("image_url") || key.equals("input_image")) {
        images++;
        json.skipChildren();
      } else {
        json.skipChildren();
      }
    }
    switch (type) {
      case "image" -> images++;
      case "tool_use" -> {
        toolCalls++;
        structuredBytes += members.behind() - start;
      }
      case "tool_result" -> {
        toolResults++;
        structuredBytes += members.behind() - start;
      }
      default -> {}
    }
  }
}
