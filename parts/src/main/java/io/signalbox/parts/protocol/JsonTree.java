package io.signalbox.parts.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A value of JSON and where it stands, in bytes. What is needed of a document of which only some
 * texts are changed.
 */
public sealed interface JsonTree {
  /** Offset of its first byte. */
  int start();

  /** Offset behind its last byte. */
  int end();

  /** A string, quotes included; its text without escapes. */
  record Text(int start, int end, String text) implements JsonTree {}

  /** A number as it is written. */
  record Figure(int start, int end, String text) implements JsonTree {}

  /** A truth value or null. */
  record Word(int start, int end) implements JsonTree {}

  /** An array. */
  record Items(int start, int end, List<JsonTree> items) implements JsonTree {}

  /** A member of an object. */
  record Member(Text key, JsonTree value) {}

  /** An object. */
  record Members(int start, int end, List<Member> members) implements JsonTree {
    /** The value of a key, or null. */
    public @Nullable JsonTree get(String key) {
      for (var member : members) {
        if (member.key().text().equals(key)) {
          return member.value();
        }
      }
      return null;
    }

    /** The text that the value of a key is; the empty string when it is none. */
    public String text(String key) {
      return get(key) instanceof Text(var _, var _, var text) ? text : "";
    }
  }

  /** The value that a document is, or null when it is no JSON. */
  static @Nullable JsonTree of(byte[] json) {
    try (var parser = Json.lenient(json)) {
      if (parser.nextToken() == null) {
        return null;
      }
      var tree = read(parser, json);
      return parser.nextToken() == null ? tree : null;
    } catch (JacksonException broken) {
      return null;
    }
  }

  private static JsonTree read(JsonParser parser, byte[] json) {
    int start = here(parser);
    var token = parser.currentToken();
    return switch (token) {
      case VALUE_STRING -> {
        var text = parser.getString();
        yield new Text(start, behind(parser), text);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        var text = parser.getString();
        yield new Figure(start, start + text.length(), text);
      }
      case START_ARRAY -> {
        var items = new ArrayList<JsonTree>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser, json));
        }
        yield new Items(start, behind(parser), items);
      }
      case START_OBJECT -> {
        var members = new ArrayList<Member>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          var name = parser.currentName();
          int from = here(parser);
          var key = new Text(from, closed(json, from), name);
          parser.nextToken();
          members.add(new Member(key, read(parser, json)));
        }
        yield new Members(start, behind(parser), members);
      }
      default -> new Word(start, behind(parser));
    };
  }

  /** Where a string literal ends. */
  private static int closed(byte[] json, int start) {
    int at = start + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int here(JsonParser parser) {
    return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
  }

  private static int behind(JsonParser parser) {
    parser.finishToken();
    return Math.toIntExact(parser.currentLocation().getByteOffset());
  }
}
