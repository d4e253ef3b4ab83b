package io.signalbox.parts.protocol;

import io.signalbox.chat.SseEvent;
import io.signalbox.chat.SseParser;
import io.signalbox.chat.Usage;
import io.signalbox.chat.UsageMeter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the token counts of a response object, plain or in the events of a stream, where the last
 * one tells the whole response. Of more than 4 MiB in one piece none are read.
 */
final class ResponsesUsage implements UsageMeter {
  private static final int MAX_BYTES = 4 << 20;

  private final boolean stream;
  private final SseParser events = new SseParser(MAX_BYTES);
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private boolean tooLong;
  private @Nullable Usage usage;

  ResponsesUsage(boolean stream) {
    this.stream = stream;
  }

  @Override
  public void see(byte[] chunk) {
    if (stream) {
      events.feed(chunk, this::event);
    } else if (tooLong || whole.size() + chunk.length > MAX_BYTES) {
      tooLong = true;
      whole.reset();
    } else {
      whole.writeBytes(chunk);
    }
  }

  private void event(SseEvent event) {
    if (event.data().contains("\"usage\"")) {
      read(event.data().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public @Nullable Usage usage() {
    if (stream) {
      events.end(this::event);
    } else if (!tooLong) {
      read(whole.toByteArray());
    }
    return usage;
  }

  private void read(byte[] object) {
    try (var json = Json.lenient(object)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        members(json, true);
      }
    } catch (JacksonException notJson) {
      // Whoever reads the reply will find out; it is only watched here.
    }
  }

  private void members(JsonParser json, boolean outermost) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      if (object && key.equals("usage")) {
        usage = counts(json);
      } else if (object && outermost && key.equals("response")) {
        members(json, false);
      } else {
        json.skipChildren();
      }
    }
  }

  private static Usage counts(JsonParser json) {
    long input = 0;
    long output = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var key = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        switch (key) {
          case "input_tokens" -> input = json.getLongValue();
          case "output_tokens" -> output = json.getLongValue();
          default -> {}
        }
      } else {
        json.skipChildren();
      }
    }
    return new Usage(input, output);
  }
}
