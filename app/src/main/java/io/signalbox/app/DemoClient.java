package io.signalbox.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends the demo's prompts as any OpenAI client would and reads the router's headers. */
final class DemoClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MATCHED = "x-vsr-matched-";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI chat;

  DemoClient(int port) {
    this.chat = URI.create("http://127.0.0.1:%d/v1/chat/completions".formatted(port));
  }

  /** The command that sends a prompt from a shell. */
  String curl(DemoPrompt prompt) {
    return """
    curl -si %s \\
      -H 'content-type: application/json' -H 'x-vsr-debug: true' \\
      -d '%s'\
    """
        .formatted(chat, body(prompt));
  }

  /** Asks for the list of models, so that the first prompt does not measure this client's start. */
  void connect() throws InterruptedException {
    try {
      http.send(
          HttpRequest.newBuilder(chat.resolve("/v1/models")).timeout(PATIENCE).build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      return; // The prompts will tell.
    }
  }

  /** Sends a prompt and waits for the whole answer. */
  DemoRow send(DemoPrompt prompt) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(chat)
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-vsr-debug", "true")
            .POST(BodyPublishers.ofString(body(prompt)))
            .build();
    long start = System.nanoTime();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return row(prompt, response, millisSince(start));
    } catch (IOException e) {
      var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new DemoRow(prompt, null, "", "no answer: " + reason, millisSince(start));
    }
  }

  private static DemoRow row(DemoPrompt prompt, HttpResponse<String> response, long millis) {
    if (response.statusCode() != 200) {
      return new DemoRow(prompt, null, "", "HTTP " + response.statusCode(), millis);
    }
    var headers = response.headers();
    var decision = headers.firstValue("x-vsr-selected-decision").orElse(null);
    var kept = headers.firstValue("x-vsr-cache-hit").isPresent();
    var model = headers.firstValue("x-vsr-selected-model").orElse(kept ? DemoPrompt.CACHE : "");
    return new DemoRow(prompt, decision, model, kept ? likeness(headers) : why(headers), millis);
  }

  /** What matched and how sure the router is, such as {@code domains: math 0.98}. */
  private static String why(HttpHeaders headers) {
    if (headers.firstValue("x-vsr-selected-recipe").isEmpty()) {
      return "named by the client";
    }
    var matched = new ArrayList<String>();
    headers
        .map()
        .forEach((name, values) -> {
          if (name.startsWith(MATCHED)) {
            matched.add(name.substring(MATCHED.length()) + ": " + String.join(", ", values));
          }
        });
    if (headers.firstValue("x-vsr-selected-decision").isEmpty()) {
      return "no decision applies";
    }
    var confidence =
        headers
            .firstValue("x-vsr-selected-confidence")
            .filter(text -> text.length() > 4)
            .map(text -> " " + shortened(text))
            .orElse("");
    return String.join("; ", matched) + confidence;
  }

  /** Why a kept answer was served. */
  private static String likeness(HttpHeaders headers) {
    var similarity = headers.firstValue("x-vsr-cache-similarity").orElse("1.0000");
    return similarity.equals("1.0000") ? "asked before" : "same question " + shortened(similarity);
  }

  private static String shortened(String number) {
    return number.length() > 4 ? number.substring(0, 4) : number;
  }

  /** The texts of the demo hold nothing that JSON or a shell would read otherwise. */
  static String body(DemoPrompt prompt) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(prompt.model(), prompt.text());
  }

  /** Sends all prompts, one after the other. */
  static List<DemoRow> sendAll(DemoClient client) throws InterruptedException {
    var rows = new ArrayList<DemoRow>();
    client.connect();
    for (var prompt : DemoPrompt.ALL) {
      rows.add(client.send(prompt));
    }
    return rows;
  }

  private static long millisSince(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }

  @Override
  public void close() {
    http.close();
  }
}
