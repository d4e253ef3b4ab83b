package io.signalbox.backends.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalbox.infer.RemoteModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service of models that answers as it is told, the last answer again and again. */
final class StubService implements AutoCloseable {
  /** What was asked. */
  record Asked(String path, String authorization, JsonNode body) {}

  /** Deals with one request. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  StubService(Behaviour... behaviours) {
    script.addAll(new ArrayDeque<>(List.of(behaviours)));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var bytes = exchange.getRequestBody().readAllBytes();
      asked.add(
          new Asked(
              exchange.getRequestURI().toString(),
              Objects.toString(exchange.getRequestHeaders().getFirst("authorization"), ""),
              JsonMapper.shared().readTree(bytes)));
      var behaviour = script.size() > 1 ? script.remove() : script.element();
      behaviour.answer(exchange);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers with a status and a body. */
  static Behaviour status(int status, String body) {
    return exchange -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  static Behaviour json(String body) {
    return status(200, body);
  }

  /** Never answers. */
  Behaviour silence() {
    return exchange -> closing.await();
  }

  /** Sends a head and the beginning of a body, and never the rest. */
  Behaviour halfAnswer() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      closing.await();
    };
  }

  /** Breaks the connection instead of answering. */
  static Behaviour brokenConnection() {
    return exchange -> {
      throw new IOException("broken on purpose");
    };
  }

  /** Sends bytes without end, or until nobody reads them. */
  static Behaviour endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      var spaces = new byte[1 << 16];
      for (int i = 0; i < 1_000; i++) {
        exchange.getResponseBody().write(spaces);
      }
    };
  }

  List<Asked> asked() {
    return asked;
  }

  RemoteModel model(int retries) {
    return model(retries, Duration.ofSeconds(30));
  }

  RemoteModel model(int retries, Duration timeout) {
    var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new RemoteModel("stub", base, "served", "k-secret", timeout, retries, 64);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
