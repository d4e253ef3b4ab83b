package io.signalbox.server.observe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** One line of the log while it is being filled: an event and its fields. */
final class LogLine {
  /** What the names of our loggers begin with; the rest is the component. */
  static final String PREFIX = "signalbox.";

  private final LoggingEventBuilder builder;

  private LogLine(LoggingEventBuilder builder) {
    this.builder = builder;
  }

  static Logger logger(String component) {
    return LoggerFactory.getLogger(PREFIX + component);
  }

  static LogLine of(Logger logger, Level level, String event) {
    return new LogLine(logger.atLevel(level)).with("event", event);
  }

  /** Adds a field; one without a value is left out. */
  LogLine with(String key, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      var _ = builder.addKeyValue(key, value);
    }
    return this;
  }

  /** Adds a duration in milliseconds with three decimals. */
  LogLine millis(String key, @Nullable Duration duration) {
    return with(key, duration == null ? null : Math.round(duration.toNanos() / 1e3) / 1e3);
  }

  void write(String message) {
    builder.log(message);
  }
}
