package io.signalbox.parts.protocol;

import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Envelope;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Message;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.chat.Utf8;
import io.signalbox.parts.protocol.JsonBody.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a request body in one pass: the fields the router needs, and the byte offsets of what it
 * may have to change. Everything else is checked to be JSON and skipped.
 */
abstract class JsonBodyReader {
  final JsonParser json;
  final List<Message> messages = new ArrayList<>();
  final MessageReader messageReader;
  private final Protocol protocol;
  private final byte[] body;
  private final Map<String, Span> members = new LinkedHashMap<>();
  private final Map<String, Span> templateMembers = new LinkedHashMap<>();
  private @Nullable String model;
  private boolean stream;
  private int structuredBytes;
  private int toolDefinitions;
  private long outputTokens;

  JsonBodyReader(Protocol protocol, byte[] body) {
    this.protocol = protocol;
    this.body = body;
    this.json = Json.strict(body);
    this.messageReader = new MessageReader(json);
  }

  /** Reads the value of a member that this protocol has for itself, or returns false. */
  abstract boolean readOwn(String key, JsonToken value);

  final ChatRequest read() {
    try (json) {
      refuseOtherEncodings();
      readObject();
      if (json.nextToken() != null) {
        throw malformed("there is more behind the first JSON value");
      }
      return request();
    } catch (JacksonException broken) {
      throw malformed(reason(broken));
    }
  }

  private ChatRequest request() {
    if (!members.containsKey("messages")) {
      throw bad("messages: missing (expected: an array of messages)");
    }
    if (model == null) {
      throw bad("model: missing (expected: the name of a model)");
    }
    int textBytes = 0;
    for (var message : messages) {
      textBytes += Utf8.length(message.text());
    }
    var envelope =
        new Envelope(
            textBytes,
            structuredBytes + messageReader.structuredBytes(),
            messageReader.images(),
            messages.size(),
            messageReader.toolCalls(),
            toolDefinitions,
            outputTokens);
    var source =
        new JsonBody(protocol, body, model, List.copyOf(messages), members, templateMembers);
    return new ChatRequest(model, stream, messages, null, HeaderEdits.NONE, envelope, source);
  }

  /**
   * JSON on the wire is UTF-8; the parser would also take UTF-16 and UTF-32, whose offsets are not
   * ours.
   */
  private void refuseOtherEncodings() {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
        throw malformed("it is not UTF-8");
      }
    }
    if (body.length >= 3 && body[0] == (byte) 0xEF) {
      throw malformed("it begins with a byte order mark or a character outside of JSON");
    }
  }

  private void readObject() {
    var first = json.nextToken();
    if (first == null) {
      throw malformed("it is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw bad("body: %s (expected: a JSON object)".formatted(kind(first)));
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      int start = offset(json.currentTokenLocation().getByteOffset());
      readMember(key, value);
      json.finishToken();
      var span = new Span(start, offset(json.currentLocation().getByteOffset()));
      members.put(key, span);
      countStructured(key, span);
    }
  }

  private void readMember(String key, JsonToken value) {
    switch (key) {
      case "model" -> model = text(key, value);
      case "stream" -> stream = flag(key, value);
      case "messages" -> readMessages(value);
      case "tools", "functions" -> toolDefinitions += countElements(value);
      case "max_tokens", "max_completion_tokens" -> readOutputTokens(value);
      case "chat_template_kwargs" -> readTemplateMembers(value);
      default -> {
        if (!readOwn(key, value)) {
          json.skipChildren();
        }
      }
    }
  }

  private void countStructured(String key, Span span) {
    switch (key) {
      case "tools", "functions", "response_format", "tool_choice" ->
          structuredBytes += span.end() - span.start();
      default -> {}
    }
  }

  private void readMessages(JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      throw bad("messages: %s (expected: an array of messages)".formatted(kind(value)));
    }
    int index = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      messages.add(messageReader.read(index));
      index++;
    }
    if (index == 0) {
      throw bad("messages: [] (expected: at least one message)");
    }
  }

  private int countElements(JsonToken value) {
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return 0;
    }
    int elements = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements++;
      json.skipChildren();
    }
    return elements;
  }

  private void readOutputTokens(JsonToken value) {
    if (value == JsonToken.VALUE_NUMBER_INT) {
      long wanted =
          json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? json.getBigIntegerValue().signum() * Long.MAX_VALUE
              : json.getLongValue();
      outputTokens = Math.max(outputTokens, wanted);
    } else {
      json.skipChildren();
    }
  }

  private void readTemplateMembers(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      if (value != JsonToken.VALUE_NULL) {
        throw bad("chat_template_kwargs: %s (expected: an object)".formatted(kind(value)));
      }
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      json.nextToken();
      int start = offset(json.currentTokenLocation().getByteOffset());
      json.skipChildren();
      json.finishToken();
      templateMembers.put(key, new Span(start, offset(json.currentLocation().getByteOffset())));
    }
  }

  private String text(String key, JsonToken value) {
    if (value != JsonToken.VALUE_STRING) {
      throw bad("%s: %s (expected: a text)".formatted(key, kind(value)));
    }
    return json.getString();
  }

  private static boolean flag(String key, JsonToken value) {
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw bad("%s: %s (expected: true or false)".formatted(key, kind(value)));
    };
  }

  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a truth value";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }

  static int offset(long position) {
    return Math.toIntExact(position);
  }

  static RouterException bad(String what) {
    return new RouterException(Fault.BAD_REQUEST, "invalid request body: " + what);
  }

  private static RouterException malformed(String why) {
    return new RouterException(Fault.BAD_REQUEST, "malformed JSON body: " + why);
  }

  /** What the parser found, without the text it found it in. */
  private static String reason(JacksonException broken) {
    var message = String.valueOf(broken.getOriginalMessage());
    var at = broken.getLocation();
    var where = at == null ? "" : " at byte " + Math.max(0, at.getByteOffset());
    if (message.startsWith("Duplicate")) {
      return "an object names a key twice" + where;
    }
    if (message.contains("nesting depth")) {
      return "it is nested deeper than " + Json.MAX_DEPTH + " levels";
    }
    if (message.contains("end-of-input")) {
      return "it ends too early";
    }
    if (message.contains("UTF-8")) {
      return "it is not UTF-8" + where;
    }
    return "unexpected character or token" + where;
  }
}
