package io.signalbox.simulator;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out, within limits that a hostile body cannot pass. */
final class Json {
  private static final int MAX_DEPTH = 200;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(RequestBody.MAX_BYTES)
                          .build())
                  .build())
          .build();

  private Json() {}

  /**
   * The object that a request body holds. What a refusal says about a broken one tells the place,
   * never the text.
   */
  static ObjectNode object(byte[] body) {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw Refusal.badRequest("request body: not valid JSON" + place(e.getLocation()));
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.badRequest("request body: expected a JSON object");
  }

  /** One JSON object from a word of the command line. */
  static ObjectNode object(String word) {
    try {
      if (MAPPER.readTree(word) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not valid JSON" + place(e.getLocation()), e);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  static byte[] bytes(ObjectNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  private static String place(TokenStreamLocation location) {
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
