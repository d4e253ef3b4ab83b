package io.signalbox.parts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalbox.parts.protocol.responses.ResponsesProtocol;
import io.signalbox.translate.ProviderError;
import io.signalbox.translate.ReplyEvent;
import io.signalbox.translate.ReplyEvent.Failed;
import io.signalbox.translate.ReplyEvent.Finished;
import io.signalbox.translate.ReplyEvent.StopReason;
import io.signalbox.translate.ReplyEvent.TextDelta;
import io.signalbox.translate.Warnings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * OpenAI's own client for Python against what is written here. It runs where that client is
 * installed: {@code python3 -m venv .parts/openai && .parts/openai/bin/pip install openai}.
 */
final class OpenAiClientTest {
  private static final Path PYTHON = Path.of("../.parts/openai/bin/python3").toAbsolutePath();

  private static List<ReplyEvent> events(String model) {
    return switch (model) {
      case "cut" ->
          List.of(
              ResponsesReplyTest.STARTED,
              new TextDelta(0, "a"),
              new Finished(0, StopReason.LENGTH, null),
              ResponsesReplyTest.COUNTED);
      case "failed" ->
          List.of(
              ResponsesReplyTest.STARTED,
              new TextDelta(0, "a"),
              new Failed(new ProviderError(502, null, "gone")));
      default -> ResponsesReplyTest.EVERYTHING;
    };
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var protocol = new ResponsesProtocol();
      var warnings = new Warnings();
      var asked = protocol.read(exchange.getRequestBody().readAllBytes(), warnings);
      var writer = protocol.writer(asked, warnings);
      exchange.getResponseHeaders().add("content-type", writer.contentType());
      exchange.sendResponseHeaders(200, 0);
      var body = exchange.getResponseBody();
      for (var event : events(asked.model())) {
        body.write(writer.write(List.of(event)));
      }
      body.write(writer.end());
    }
  }

  @Test
  void theClientTakesWhatIsWritten() throws Exception {
    boolean required = "1".equals(System.getenv("SIGNALBOX_REQUIRE_PARTS"));
    assumeTrue(
        required || Files.isExecutable(PYTHON),
        "the openai client is not installed (.ci/run installs it)");
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/responses", OpenAiClientTest::answer);
    server.start();
    try {
      var url = "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
      var client =
          new ProcessBuilder(PYTHON.toString(), "src/test/resources/clients/responses.py", url)
              .redirectErrorStream(true)
              .start();
      var said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(client.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(said.strip()).endsWith("well");
    } finally {
      server.stop(0);
    }
  }
}
