package io.signalbox.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a simulator over HTTP, as any program would. */
final class SimulatorClient implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";
  static final String TEXT = "/v1/completions";

  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient client;
  private final URI root;

  private SimulatorClient(Simulator simulator, HttpClient.Version version) {
    this.client = HttpClient.newBuilder().version(version).build();
    this.root = URI.create("http://127.0.0.1:" + simulator.port());
  }

  static SimulatorClient http1(Simulator simulator) {
    return new SimulatorClient(simulator, HttpClient.Version.HTTP_1_1);
  }

  /** Over HTTP/2 without TLS, by an upgrade. */
  static SimulatorClient http2(Simulator simulator) {
    return new SimulatorClient(simulator, HttpClient.Version.HTTP_2);
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()).build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> post(String path, byte[] body) {
    return send(request(path).POST(BodyPublishers.ofByteArray(body)).build());
  }

  /** The body of a good answer. */
  JsonNode ask(String path, String body) {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  /** The data of each event of a good stream. */
  List<String> events(String path, String body) {
    HttpResponse<String> response = post(path, body);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    List<String> events = new ArrayList<>();
    for (String event : response.body().split("\n\n", -1)) {
      if (!event.isEmpty()) {
        events.add(event.substring("data: ".length()));
      }
    }
    return events;
  }

  /** An answer whose body is read as it comes; closing it hangs up. */
  HttpResponse<InputStream> open(String path, String body) {
    try {
      return client.send(
          request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a metric's series, or null where there is none. */
  @Nullable Double metric(String series) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.valueOf(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(null);
  }

  /** Asks again and again until a metric has a value. */
  void awaitMetric(String series, double value) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    Double seen = metric(series);
    while (seen == null || seen != value) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(series + ": " + seen + " (expected: " + value + ")");
      }
      seen = metric(series);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return MAPPER.readTree(response.body());
  }

  static JsonNode json(String text) {
    return MAPPER.readTree(text);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).header("content-type", "application/json");
  }
}
