package io.signalbox.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client at one of the doors. */
final class Client implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;

  Client(int port) {
    this.root = URI.create("http://127.0.0.1:" + port);
  }

  URI root() {
    return root;
  }

  /** Posts a conversation; headers come as name, value, name, value. */
  HttpResponse<String> chat(String body, String... headers) {
    return send(request(CHAT, body, headers), BodyHandlers.ofString());
  }

  /** Posts to a path; headers come as name, value, name, value. */
  HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, body, headers), BodyHandlers.ofString());
  }

  /** Posts a conversation and returns with the head of the answer. */
  HttpResponse<InputStream> open(String body) {
    return send(request(CHAT, body), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> get(String path) {
    var request = HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE).GET().build();
    return send(request, BodyHandlers.ofString());
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  private HttpRequest request(String path, String body, String... headers) {
    var builder =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return headers.length == 0 ? builder.build() : builder.headers(headers).build();
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
