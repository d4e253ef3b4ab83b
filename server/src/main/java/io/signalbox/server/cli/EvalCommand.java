package io.signalbox.server.cli;

import io.signalbox.server.explain.EvaluationText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code signalbox eval}: asks a running router how it would route a prompt, and why. */
@Command(
    name = "eval",
    mixinStandardHelpOptions = true,
    description = "Asks a running router's management API how it would route a prompt, and why.")
public final class EvalCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TOKEN = "VSR_MGMT_TOKEN";
  private static final String PATH = "/api/v1/eval";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Asked asked = new Asked();

  /** What is evaluated. */
  static final class Asked {
    @Option(
        names = {"--prompt"},
        paramLabel = "TEXT",
        description = "The one message of a user.")
    private @Nullable String prompt;

    @Option(
        names = {"--messages"},
        paramLabel = "JSON|FILE",
        description = "A conversation: a JSON array of messages, or a file that holds one.")
    private @Nullable String messages;
  }

  @Option(
      names = {"--model"},
      paramLabel = "NAME",
      description = "The model asked for; the first auto name when left out.")
  private @Nullable String model;

  @Option(
      names = {"--endpoint"},
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The management API (${DEFAULT-VALUE}).")
  private URI endpoint = URI.create("http://localhost:8080");

  @Option(
      names = {"--timeout"},
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for the answer (${DEFAULT-VALUE}).")
  private long timeoutSeconds = 30;

  @Option(
      names = {"--json"},
      description = "Prints the answer as it came.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      var answer = client.send(request(), BodyHandlers.ofString());
      var parsed = parsed(answer.body());
      if (answer.statusCode() != 200) {
        console()
            .tell("%s answered %d: %s".formatted(endpoint, answer.statusCode(), refusal(parsed)));
        return 1;
      }
      console().answer(parsed, json, one -> EvaluationText.of(one, Ansi.AUTO.enabled()));
      return 0;
    } catch (NoSuchFileException missing) {
      console().tell("--messages: no such file: " + missing.getFile());
    } catch (HttpTimeoutException late) {
      console().tell("%s did not answer within %d s".formatted(endpoint, timeoutSeconds));
    } catch (ConnectException nobody) {
      console()
          .tell(
              "%s: nobody listens (expected: the management API of a router)".formatted(endpoint));
    }
    return 1;
  }

  private HttpRequest request() throws IOException {
    var request =
        HttpRequest.newBuilder(target())
            .timeout(Duration.ofSeconds(timeoutSeconds))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body())));
    var token = System.getenv(TOKEN);
    if (token != null && !token.isBlank()) {
      request.header("authorization", "Bearer " + token.strip());
    }
    return request.build();
  }

  /** The answer, or an empty object where it is no JSON. */
  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException broken) {
      return JSON.createObjectNode();
    }
  }

  private static String refusal(JsonNode answer) {
    var error = answer.path("error");
    var message = error.path("message").asString("");
    return message.isEmpty() ? "no reason" : error.path("code").asString("") + " " + message;
  }

  private ObjectNode body() throws IOException {
    var body = JSON.createObjectNode();
    if (model != null) {
      body.put("model", model);
    }
    if (asked.prompt != null) {
      return body.put("text", asked.prompt);
    }
    var text = Objects.requireNonNull(asked.messages);
    var source = text.stripLeading().startsWith("[") ? text : Files.readString(Path.of(text));
    try {
      body.set("messages", JSON.readTree(source));
    } catch (JacksonException broken) {
      throw console().usage("--messages: no JSON (expected: an array of messages)");
    }
    return body;
  }

  private URI target() {
    var scheme = endpoint.getScheme();
    if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw console()
          .usage(
              "--endpoint: %s (expected: a URL such as http://localhost:8080)".formatted(endpoint));
    }
    var base = endpoint.toString().replaceAll("/+$", "");
    return URI.create((base.endsWith(PATH) ? base : base + PATH) + "?trace=true");
  }

  private Console console() {
    return Console.of(Objects.requireNonNull(spec));
  }
}
