package io.signalbox.parts.protocol;

import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** How this package reads and writes JSON (RFC 8259). */
final class Json {
  /** Objects and arrays inside each other; deeper bodies are refused. */
  static final int MAX_DEPTH = 512;

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

  private Json() {}

  static JsonParser strict(byte[] body) {
    return STRICT.createParser(ObjectReadContext.empty(), body);
  }

  static JsonParser lenient(byte[] body) {
    return FACTORY.createParser(ObjectReadContext.empty(), body);
  }

  /** A JSON string literal. */
  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** The inside of a JSON string literal. */
  static String escaped(String text) {
    var escaped = new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    return LONE_SURROGATE
        .matcher(escaped)
        .replaceAll(lone -> "\\\\u%04x".formatted(lone.group().codePointAt(0)));
  }
}
