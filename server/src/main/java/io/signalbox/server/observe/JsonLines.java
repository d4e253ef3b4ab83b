package io.signalbox.server.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes log events as one flat JSON object a line. Of a throwable it writes class and place only:
 * what third parties put into messages may quote a prompt.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String EVENT = "event";

  /** Names that the line has of its own. */
  private static final Set<String> RESERVED =
      Set.of("ts", "level", "component", EVENT, "msg", "exception", "stack", "cause");

  private static final int FRAMES = 12;

  @Override
  public byte[] encode(ILoggingEvent event) {
    var bytes = new ByteArrayOutputStream(512);
    try (var line = JSON.createGenerator(bytes)) {
      line.writeStartObject();
      line.writeStringProperty("ts", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
      line.writeStringProperty("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
      line.writeStringProperty("component", component(event.getLoggerName()));
      var pairs = event.getKeyValuePairs();
      if (pairs != null) {
        write(line, pairs, true);
      }
      line.writeStringProperty("msg", event.getFormattedMessage());
      if (pairs != null) {
        write(line, pairs, false);
      }
      describe(line, event.getThrowableProxy());
      line.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** Writes the pair that names the event, or all others. */
  private static void write(JsonGenerator line, List<KeyValuePair> pairs, boolean event) {
    for (var pair : pairs) {
      if (event ? pair.key.equals(EVENT) : !RESERVED.contains(pair.key)) {
        put(line, pair);
      }
    }
  }

  private static String component(String logger) {
    return logger.startsWith(LogLine.PREFIX) ? logger.substring(LogLine.PREFIX.length()) : logger;
  }

  private static void put(JsonGenerator line, KeyValuePair pair) {
    line.writeName(pair.key);
    switch (pair.value) {
      case null -> line.writeNull();
      case Boolean truth -> line.writeBoolean(truth);
      case Integer number -> line.writeNumber(number);
      case Long number -> line.writeNumber(number);
      case Double number -> line.writeNumber(number);
      case JsonNode node -> line.writeTree(node);
      case List<?> texts -> {
        line.writeStartArray();
        texts.forEach(text -> line.writeString(String.valueOf(text)));
        line.writeEndArray();
      }
      default -> line.writeString(pair.value.toString());
    }
  }

  private static void describe(JsonGenerator line, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      line.writeStringProperty("exception", thrown.getClassName());
      line.writeStringProperty(
          "stack",
          Arrays.stream(thrown.getStackTraceElementProxyArray())
              .limit(FRAMES)
              .map(frame -> frame.getStackTraceElement().toString())
              .collect(Collectors.joining(" < ")));
      if (thrown.getCause() != null) {
        line.writeStringProperty("cause", thrown.getCause().getClassName());
      }
    }
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
