package io.signalbox.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;

/**
 * Stands for the policy of the tier-aware example, which no gateway at hand can run: the header
 * says whose router is asked, and nobody passes without one.
 */
final class TierProxy implements AutoCloseable {
  static final String HEADER = "x-entitlement-tier";

  private static final List<String> PASSED = List.of("content-type", "x-vsr-debug");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Integer> routers;
  private final HttpServer server;

  /** Starts one on a free port, in front of the gateways of routers, by tier. */
  TierProxy(Map<String, Integer> routers) {
    this.routers = Map.copyOf(routers);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var tier = exchange.getRequestHeaders().getFirst(HEADER);
      var port = tier == null ? null : routers.get(tier);
      if (port == null) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      forward(exchange, port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forward(HttpExchange exchange, int port) throws IOException, InterruptedException {
    var target = URI.create("http://127.0.0.1:" + port + exchange.getRequestURI());
    var request =
        HttpRequest.newBuilder(target)
            .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (var name : PASSED) {
      var value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    var reply = client.send(request.build(), BodyHandlers.ofByteArray());
    reply
        .headers()
        .map()
        .forEach((name, values) -> {
          if (name.startsWith("x-vsr-") || name.equals("content-type")) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    exchange.sendResponseHeaders(reply.statusCode(), reply.body().length);
    Objects.requireNonNull(exchange.getResponseBody()).write(reply.body());
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
