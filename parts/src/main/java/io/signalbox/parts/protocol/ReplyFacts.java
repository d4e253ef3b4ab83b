package io.signalbox.parts.protocol;

import io.signalbox.chat.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What objects of a reply tell of it in {@code usage} and {@code model}, their own or those of
 * their {@code message} or {@code response}; later ones go before earlier ones. OpenAI counts the
 * whole prompt, Anthropic without what it read from a cache or wrote to one.
 */
final class ReplyFacts {
  private boolean told;
  private long input;
  private long cacheRead;
  private long cacheWritten;
  private long output;
  private @Nullable String model;

  /** The counts told so far, or null. */
  @Nullable Usage usage() {
    return told ? new Usage(input + cacheRead + cacheWritten, output) : null;
  }

  /** The model that answered, or null when none was told so far. */
  @Nullable String model() {
    return model;
  }

  /** Takes in an object; what is none, or tells none, changes nothing. */
  void read(JsonParser object) {
    try (object) {
      if (object.nextToken() == JsonToken.START_OBJECT) {
        members(object, true);
      }
    } catch (JacksonException notJson) {
      // Whoever reads the reply will find out; it is only watched here.
    }
  }

  private void members(JsonParser json, boolean outermost) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      var value = json.nextToken();
      boolean object = value == JsonToken.START_OBJECT;
      if (value == JsonToken.VALUE_STRING && key.equals("model")) {
        model = json.getString();
      } else if (object && key.equals("usage")) {
        counts(json);
      } else if (object && outermost && (key.equals("message") || key.equals("response"))) {
        members(json, false);
      } else {
        json.skipChildren();
      }
    }
  }

  private void counts(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        count(key, json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
    told = true;
  }

  private void count(String key, long tokens) {
    switch (key) {
      case "prompt_tokens", "input_tokens" -> input = tokens;
      case "completion_tokens", "output_tokens" -> output = tokens;
      case "cache_read_input_tokens" -> cacheRead = tokens;
      case "cache_creation_input_tokens" -> cacheWritten = tokens;
      default -> {}
    }
  }
}
