package io.signalbox.parts.protocol.openai;

import io.signalbox.chat.Protocol;
import io.signalbox.chat.Utf8;
import io.signalbox.parts.protocol.JsonBodyReader;
import io.signalbox.parts.protocol.JsonMembers;
import tools.jackson.core.JsonToken;

/** Reads a chat completions body. */
final class OpenAiBodyReader extends JsonBodyReader {
  private static final int MAX_METADATA = 32;
  private static final int MAX_METADATA_KEY = 128;
  private static final int MAX_METADATA_VALUE = 1024;

  OpenAiBodyReader(Protocol protocol, byte[] body) {
    super(protocol, body);
  }

  @Override
  protected void readOwn(String key, JsonToken value) {
    if (key.equals("metadata")) {
      readMetadata(value);
    }
  }

  private void readMetadata(JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      throw JsonMembers.bad(
          "metadata: %s (expected: an object of texts)".formatted(JsonMembers.kind(value)));
    }
    var json = members.parser();
    int entries = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      if (++entries > MAX_METADATA) {
        throw JsonMembers.bad(
            "metadata: too many entries (expected: at most %d)".formatted(MAX_METADATA));
      }
      if (Utf8.length(key) > MAX_METADATA_KEY) {
        throw JsonMembers.bad("metadata: a key is too long (expected: at most 128 bytes)");
      }
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw JsonMembers.bad("metadata: a value is not a text (expected: texts)");
      }
      if (Utf8.length(json.getString()) > MAX_METADATA_VALUE) {
        throw JsonMembers.bad("metadata: a value is too long (expected: at most 1024 bytes)");
      }
    }
  }
}
