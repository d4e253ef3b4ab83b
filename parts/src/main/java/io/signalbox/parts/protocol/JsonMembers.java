package io.signalbox.parts.protocol;

import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A body that is one JSON object, read in one pass: its members, and the byte offsets of their
 * values. What no reader asks for is checked to be JSON and skipped.
 */
public final class JsonMembers {
  /**
   * A stretch of the body.
   *
   * @param start offset of its first byte
   * @param end offset behind its last byte
   */
  public record Span(int start, int end) {}

  private final byte[] body;
  private final JsonParser json;

  public JsonMembers(byte[] body) {
    this.body = body;
    this.json = Json.strict(body);
  }

  /** Stands at the first token of a value whenever a reader is asked. */
  public JsonParser parser() {
    return json;
  }

  /**
   * Reads the body.
   *
   * @param reader of the values, told their keys and first tokens; it may leave a value unread, but
   *     not go beyond it
   * @return where the value of each key stands, in their order
   */
  public SequencedMap<String, Span> read(BiConsumer<String, JsonToken> reader) {
    try (json) {
      refuseOtherEncodings();
      var first = json.nextToken();
      if (first == null) {
        throw malformed("it is empty");
      }
      if (first != JsonToken.START_OBJECT) {
        throw bad("body: %s (expected: a JSON object)".formatted(kind(first)));
      }
      var members = readObject(reader);
      if (json.nextToken() != null) {
        throw malformed("there is more behind the first JSON value");
      }
      return members;
    } catch (JacksonException broken) {
      throw malformed(reason(broken));
    }
  }

  /**
   * Reads the object that the parser stands at the beginning of, as {@link #read} does the body.
   */
  public SequencedMap<String, Span> readObject(BiConsumer<String, JsonToken> reader) {
    SequencedMap<String, Span> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      int start = here();
      reader.accept(key, value);
      members.put(key, new Span(start, behind()));
    }
    return members;
  }

  /** The offset of the current token. */
  public int here() {
    return Math.toIntExact(json.currentTokenLocation().getByteOffset());
  }

  /** The offset behind the current value, of which the rest is skipped. */
  public int behind() {
    json.skipChildren();
    json.finishToken();
    return Math.toIntExact(json.currentLocation().getByteOffset());
  }

  /** The text of a value that must be one. */
  public String text(String place, JsonToken value) {
    if (value != JsonToken.VALUE_STRING) {
      throw bad("%s: %s (expected: a text)".formatted(place, kind(value)));
    }
    return json.getString();
  }

  public boolean flag(String place, JsonToken value) {
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw bad("%s: %s (expected: true or false)".formatted(place, kind(value)));
    };
  }

  /** A count of tokens; 0 for what is none. */
  public long tokens(JsonToken value) {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      return 0;
    }
    boolean huge = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    long count = huge ? json.getBigIntegerValue().signum() * Long.MAX_VALUE : json.getLongValue();
    return Math.max(0, count);
  }

  /** The number of elements of an array; 0 for what is none. */
  public int elements(JsonToken value) {
    int elements = 0;
    if (value == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        elements++;
        json.skipChildren();
      }
    }
    return elements;
  }

  /**
   * The text of what somebody says: a text, or the texts of parts with blanks between.
   *
   * @param part reads the part that the parser stands at the beginning of, and adds its text if it
   *     has one
   */
  public String content(String place, JsonToken value, Consumer<List<String>> part) {
    return switch (value) {
      case VALUE_NULL -> "";
      case VALUE_STRING -> json.getString();
      case START_ARRAY -> parts(place, part);
      default ->
          throw bad(
              "%s: %s (expected: a text, an array of parts or null)".formatted(place, kind(value)));
    };
  }

  private String parts(String place, Consumer<List<String>> part) {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      switch (json.currentToken()) {
        case VALUE_STRING -> texts.add(json.getString());
        case START_OBJECT -> part.accept(texts);
        default ->
            throw bad(
                "%s: a part is %s (expected: an object)"
                    .formatted(place, kind(json.currentToken())));
      }
    }
    return String.join(" ", texts);
  }

  /** A body that is JSON and yet not what the protocol asks for. */
  public static RouterException bad(String what) {
    return new RouterException(Fault.BAD_REQUEST, "invalid request body: " + what);
  }

  public static String kind(JsonToken token) {
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

  /** The parser would also take UTF-16 and UTF-32, whose offsets are not ours. */
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
