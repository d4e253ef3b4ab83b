package io.signalbox.server.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes log events as one flat JSON object a line. Of a throwable it writes class and place only:
 * what third parties put into messages may quote a prompt.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int FRAMES = 12;

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = JSON.createObjectNode();
    line.put("ts", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    line.put("component", component(event.getLoggerName()));
    var pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.stream().filter(pair -> pair.key.equals("event")).forEach(pair -> put(line, pair));
    }
    line.put("msg", event.getFormattedMessage());
    if (pairs != null) {
      pairs.stream().filter(pair -> !line.has(pair.key)).forEach(pair -> put(line, pair));
    }
    describe(line, event.getThrowableProxy());
    return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String component(String logger) {
    return logger.startsWith(LogLine.PREFIX) ? logger.substring(LogLine.PREFIX.length()) : logger;
  }

  private static void put(ObjectNode line, KeyValuePair pair) {
    switch (pair.value) {
      case null -> line.putNull(pair.key);
      case Boolean truth -> line.put(pair.key, truth);
      case Integer number -> line.put(pair.key, number);
      case Long number -> line.put(pair.key, number);
      case Double number -> line.put(pair.key, number);
      case List<?> texts -> {
        var array = line.putArray(pair.key);
        texts.forEach(text -> array.add(String.valueOf(text)));
      }
      default -> line.put(pair.key, pair.value.toString());
    }
  }

  private static void describe(ObjectNode line, @Nullable IThrowableProxy thrown) {
    if (thrown != null) {
      line.put("exception", thrown.getClassName());
      line.put(
          "stack",
          Arrays.stream(thrown.getStackTraceElementProxyArray())
              .limit(FRAMES)
              .map(frame -> frame.getStackTraceElement().toString())
              .collect(Collectors.joining(" < ")));
      if (thrown.getCause() != null) {
        line.put("cause", thrown.getCause().getClassName());
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
