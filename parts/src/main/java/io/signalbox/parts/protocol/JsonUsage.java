package io.signalbox.parts.protocol;

import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the token counts of a plain reply; replies over 4 MiB are not read. */
final class JsonUsage implements UsageMeter {
  private static final int MAX_BYTES = 4 << 20;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean tooLong;

  @Override
  public void see(byte[] chunk) {
    if (tooLong || body.size() + chunk.length > MAX_BYTES) {
      tooLong = true;
      body.reset();
    } else {
      body.writeBytes(chunk);
    }
  }

  @Override
  public @Nullable Usage usage() {
    return tooLong ? null : in(body.toByteArray());
  }

  /** The counts in a JSON object's {@code usage}, or null when it has none or is not JSON. */
  static @Nullable Usage in(byte[] object) {
    try (var json = Json.lenient(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        var key = json.currentName();
        var value = json.nextToken();
        if (key.equals("usage") && value == JsonToken.START_OBJECT) {
          return counts(json);
        }
        json.skipChildren();
      }
      return null;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private static Usage counts(JsonParser json) {
    long prompt = 0;
    long completion = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        switch (key) {
          case "prompt_tokens" -> prompt = json.getLongValue();
          case "completion_tokens" -> completion = json.getLongValue();
          default -> {}
        }
      } else {
        json.skipChildren();
      }
    }
    return new Usage(prompt, completion);
  }
}
