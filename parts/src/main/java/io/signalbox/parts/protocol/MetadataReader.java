package io.signalbox.parts.protocol;

import io.signalbox.chat.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** Reads what a caller says about its request: texts by name, few and short. */
public final class MetadataReader {
  private static final int MAX_ENTRIES = 32;
  private static final int MAX_KEY_BYTES = 128;
  private static final int MAX_VALUE_BYTES = 1024;

  private final JsonMembers members;
  private final Map<String, String> entries = new LinkedHashMap<>();

  public MetadataReader(JsonMembers members) {
    this.members = members;
  }

  /** What was read. */
  public Map<String, String> entries() {
    return entries;
  }

  /** Reads an object that must be of texts within the bounds, or null. */
  public void readStrictly(JsonToken value) {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      throw JsonMembers.bad(
          "metadata: %s (expected: an object of texts)".formatted(JsonMembers.kind(value)));
    }
    var json = members.parser();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      if (entries.size() == MAX_ENTRIES) {
        throw JsonMembers.bad(
            "metadata: too many entries (expected: at most %d)".formatted(MAX_ENTRIES));
      }
      if (Utf8.length(key) > MAX_KEY_BYTES) {
        throw JsonMembers.bad("metadata: a key is too long (expected: at most 128 bytes)");
      }
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw JsonMembers.bad("metadata: a value is not a text (expected: texts)");
      }
      var text = json.getString();
      if (Utf8.length(text) > MAX_VALUE_BYTES) {
        throw JsonMembers.bad("metadata: a value is too long (expected: at most 1024 bytes)");
      }
      entries.put(key, text);
    }
  }

  /** Reads the texts within the bounds; what a backend may take is not refused for the rest. */
  public void read(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      return;
    }
    members.readObject((key, first) -> {
      if (first == JsonToken.VALUE_STRING
          && entries.size() < MAX_ENTRIES
          && Utf8.length(key) <= MAX_KEY_BYTES) {
        var text = members.parser().getString();
        if (Utf8.length(text) <= MAX_VALUE_BYTES) {
          entries.put(key, text);
        }
      }
    });
  }
}
