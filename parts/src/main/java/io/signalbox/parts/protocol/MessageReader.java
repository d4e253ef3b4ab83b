package io.signalbox.parts.protocol;

import io.signalbox.chat.Message;
import io.signalbox.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the messages of a chat completions body, and counts what they carry besides text. */
final class MessageReader {
  private final JsonParser json;
  private int structuredBytes;
  private int images;
  private int toolCalls;

  MessageReader(JsonParser json) {
    this.json = json;
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

  /** Reads the message the parser stands at the beginning of. */
  Message read(int index) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw OpenAiBodyReader.bad(
          "messages[%d]: %s (expected: an object)"
              .formatted(index, OpenAiBodyReader.kind(json.currentToken())));
    }
    int start = here();
    String role = null;
    var text = "";
    int contentStart = -1;
    int contentEnd = -1;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      int valueStart = here();
      switch (key) {
        case "role" -> role = role(index, value);
        case "content" -> {
          text = content(index, value);
          contentStart = valueStart;
          contentEnd = behind();
        }
        case "tool_calls" -> {
          readToolCalls(value);
          structuredBytes += behind() - valueStart;
        }
        default -> json.skipChildren();
      }
    }
    if (role == null) {
      throw OpenAiBodyReader.bad(
          "messages[%d].role: missing (expected: system, user, assistant, tool)".formatted(index));
    }
    var speaker = speaker(role);
    if (speaker == Role.TOOL) {
      structuredBytes += Math.max(0, contentEnd - contentStart);
      text = "";
    }
    var origin = new Message.Origin(start, behind(), contentStart, contentEnd);
    return new Message(speaker, text, origin, null);
  }

  private String role(int index, JsonToken value) {
    if (value != JsonToken.VALUE_STRING) {
      throw OpenAiBodyReader.bad(
          "messages[%d].role: %s (expected: a text)"
              .formatted(index, OpenAiBodyReader.kind(value)));
    }
    return json.getString();
  }

  private static Role speaker(String role) {
    return switch (role) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "tool", "function" -> Role.TOOL;
      default -> Role.OTHER;
    };
  }

  private String content(int index, JsonToken value) {
    return switch (value) {
      case VALUE_NULL -> "";
      case VALUE_STRING -> json.getString();
      case START_ARRAY -> parts(index);
      default ->
          throw OpenAiBodyReader.bad(
              "messages[%d].content: %s (expected: a text, an array of parts or null)"
                  .formatted(index, OpenAiBodyReader.kind(value)));
    };
  }

  private String parts(int index) {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        texts.add(json.getString());
        continue;
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw OpenAiBodyReader.bad(
            "messages[%d].content: a part is %s (expected: an object)"
                .formatted(index, OpenAiBodyReader.kind(json.currentToken())));
      }
      var text = part();
      if (text != null) {
        texts.add(text);
      }
    }
    return String.join(" ", texts);
  }

  /** The text of a part, whatever its type says: what a backend may read, the router reads. */
  private @Nullable String part() {
    String text = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      if (key.equals("text") && value == JsonToken.VALUE_STRING) {
        text = json.getString();
      } else if (key.equals("image_url") || key.equals("input_image")) {
        images++;
        json.skipChildren();
      } else {
        json.skipChildren();
      }
    }
    return text;
  }

  private void readToolCalls(JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      toolCalls++;
      json.skipChildren();
    }
  }

  private int here() {
    return OpenAiBodyReader.offset(json.currentTokenLocation().getByteOffset());
  }

  private int behind() {
    json.finishToken();
    return OpenAiBodyReader.offset(json.currentLocation().getByteOffset());
  }
}
