package io.signalbox.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends every log of the process to standard error: ours from {@code SR_LOG_LEVEL} on ({@code info}
 * when it is not set), those of libraries from {@code warn} on, as JSON lines or, with {@code
 * SR_LOG_ENCODING=console}, for people. Logback finds it by its service file when the first logger
 * is asked for.
 */
public final class Logs extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "SR_LOG_LEVEL";
  private static final String ENCODING = "SR_LOG_ENCODING";
  private static final String CLUSTER_CLIENT = "io.fabric8.kubernetes";
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{24} %msg %kvp%n%nopex";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    configure(context, settings(), ConsoleTarget.SystemErr.getStream());
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** The environment; a system property stands in for a variable that is not set. */
  private static Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    for (var name : List.of(LEVEL, ENCODING)) {
      var value = System.getenv().getOrDefault(name, System.getProperty(name));
      if (value != null) {
        settings.put(name, value);
      }
    }
    return settings;
  }

  static void configure(LoggerContext context, Map<String, String> environment, OutputStream out) {
    var encoder = encoder(environment.getOrDefault(ENCODING, "json"));
    encoder.setContext(context);
    encoder.start();
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    var level = level(environment.getOrDefault(LEVEL, "info"));
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    context.getLogger("signalbox").setLevel(level);
    context.getLogger("io.signalbox").setLevel(level);
    // It writes a line and a stack for every attempt; whoever uses it tells what does not work.
    context
        .getLogger(CLUSTER_CLIENT)
        .setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.OFF : level);
  }

  private static Encoder<ILoggingEvent> encoder(String encoding) {
    if (encoding.strip().equalsIgnoreCase("console")) {
      var console = new PatternLayoutEncoder();
      console.setPattern(PATTERN);
      return console;
    }
    return new JsonLines();
  }

  /** The level of that name, also in the words of the router this one replaces. */
  private static Level level(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.TRACE;
      case "debug" -> Level.DEBUG;
      case "warn", "warning" -> Level.WARN;
      case "error", "dpanic", "panic", "fatal" -> Level.ERROR;
      case "off" -> Level.OFF;
      default -> Level.INFO;
    };
  }
}
