package io.signalbox.server.observe;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the log of the process for the time of a test. */
final class CapturedLog implements AutoCloseable {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  CapturedLog(Map<String, String> environment) {
    Logs.configure(context(), environment, out);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Every line, which must be a JSON object. */
  List<JsonNode> lines() {
    return text().lines().map(JsonMapper.shared()::readTree).toList();
  }

  List<JsonNode> lines(String event) {
    return lines().stream().filter(line -> line.path("event").asString("").equals(event)).toList();
  }

  @Override
  public void close() {
    new Logs().configure(context());
  }
}
