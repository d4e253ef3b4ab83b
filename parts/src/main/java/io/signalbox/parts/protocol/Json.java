package io.signalbox.parts.protocol;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How this package reads and writes JSON (RFC 8259). */
public final class Json {
  /** Objects and arrays inside each other; deeper bodies are refused. */
  public static final int MAX_DEPTH = 512;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(10_000)
                  .build())
          .build();

  /** Refuses an object that names a key twice: readers differ in which one counts. */
  private static final JsonFactory STRICT =
      FACTORY.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Has no form in UTF-8, but one in JSON. */
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              FACTORY
                  .rebuild()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(2 * MAX_DEPTH).build())
                  .build())
          .build();

  private Json() {}

  public static JsonParser strict(byte[] body) {
    return STRICT.createParser(ObjectReadContext.empty(), body);
  }

  public static JsonParser lenient(byte[] body) {
    return FACTORY.createParser(ObjectReadContext.empty(), body);
  }

  public static JsonParser lenient(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  /** The object that a text holds, or null when it holds none. */
  public static @Nullable ObjectNode object(byte[] json) {
    try {
      return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** The object that a text holds, or null when it holds none. */
  public static @Nullable ObjectNode object(String json) {
    try {
      return MAPPER.readTree(json) instanceof ObjectNode object ? object : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The text of a member, or null. */
  public static @Nullable String string(JsonNode object, String key) {
    return string(object.path(key));
  }

  /** The text that a value is, or null. */
  public static @Nullable String string(JsonNode value) {
    return value.isString() ? value.stringValue() : null;
  }

  /** The truth value that a value is, or null. */
  public static @Nullable Boolean flag(JsonNode value) {
    return value.isBoolean() ? value.booleanValue() : null;
  }

  /** A value as compact JSON; lone surrogates leave as escapes. */
  public static String text(JsonNode value) {
    var json = MAPPER.writeValueAsString(value);
    return LONE_SURROGATE
        .matcher(json)
        .replaceAll(lone -> "\\\\u%04x".formatted(lone.group().codePointAt(0)));
  }

  public static byte[] bytes(JsonNode value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a JSON string literal. */
  public static String unquoted(String literal) {
    return MAPPER.readTree(literal).stringValue();
  }

  /** A JSON string literal. */
  public static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** The inside of a JSON string literal. */
  public static String escaped(String text) {
    var escaped = new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    return LONE_SURROGATE
        .matcher(escaped)
        .replaceAll(lone -> "\\\\u%04x".formatted(lone.group().codePointAt(0)));
  }
}
