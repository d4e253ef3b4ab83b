package io.signalbox.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class EvalCommandTest {
  private static final String ANSWER =
      """
      {"original_text":"hi","requested_model":"auto","recipe":"default",
       "decision_result":{"decision_name":"d","plugins":["tools"]},
       "eval_trace":[{"decision_name":"d","matched":true,"result":"YES","confidence":1.0,"priority":3,
         "fate":{"outcome":"won"},
         "root_trace":{"node_type":"leaf","signal_type":"keyword","signal_name":"k","matched":true,
           "result":"YES","confidence":1.0}}],
       "selected_model":"m","selection_method":"single","selection_reason":"the only candidate"}
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server = stopped();
  private int status = 200;
  private String answer = ANSWER;

  private static HttpServer stopped() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestURI() + " " + body);
          var bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          try (var stream = exchange.getResponseBody()) {
            stream.write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int eval(String... arguments) {
    var line = new CommandLine(new EvalCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--endpoint")) {
      all.add("--endpoint");
      all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void runningRouterIsAsked() {
    assertThat(eval("--prompt", "hi", "--model", "auto")).isZero();
    assertThat(asked)
        .containsExactly("/api/v1/eval?trace=true {\"model\":\"auto\",\"text\":\"hi\"}");
    assertThat(out.toString())
        .containsPattern("YES +d  taken, priority 3")
        .containsPattern("YES +keyword:k")
        .contains("plugins  tools");
  }

  @Test
  void answerIsPrintedAsItCame() {
    assertThat(eval("--prompt", "hi", "--json")).isZero();
    assertThat(out.toString()).contains("\"selected_model\" : \"m\"");
  }

  @Test
  void conversationComesFromTheLineOrAFile() throws IOException {
    var messages = "[{\"role\":\"user\",\"content\":\"hi\"}]";
    var file = Files.writeString(folder.resolve("m.json"), messages);
    assertThat(eval("--messages", messages)).isZero();
    assertThat(eval("--messages", file.toString())).isZero();
    assertThat(asked).hasSize(2).allMatch(one -> one.contains("{\"messages\":" + messages + "}"));
    assertThat(eval("--messages", "[{")).isEqualTo(2);
    assertThat(eval("--messages", folder.resolve("absent").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("--messages: no JSON", "no such file");
  }

  @Test
  void refusalsAndDeadRoutersAreTold() {
    status = 401;
    answer = "{\"error\":{\"code\":\"UNAUTHORIZED\",\"message\":\"a token is needed\"}}";
    assertThat(eval("--prompt", "hi")).isEqualTo(1);
    status = 502;
    answer = "<html>";
    assertThat(eval("--prompt", "hi")).isEqualTo(1);
    assertThat(err.toString())
        .contains("answered 401: UNAUTHORIZED a token is needed", "answered 502: no reason");
    server.stop(0);
    assertThat(eval("--prompt", "hi")).isEqualTo(1);
    assertThat(err.toString()).contains("nobody listens").doesNotContain("\tat ");
    assertThat(eval("--prompt", "hi", "--endpoint", "ftp://x")).isEqualTo(2);
    assertThat(eval()).isEqualTo(2);
  }
}
