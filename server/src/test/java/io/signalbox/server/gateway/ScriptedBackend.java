package io.signalbox.server.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend that answers as a test wants, and remembers what it was asked. */
final class ScriptedBackend implements AutoCloseable {
  static final String ANSWER = "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}";

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final AtomicInteger connections = new AtomicInteger();
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> aborted = new LinkedBlockingQueue<>();

  /** A request that has arrived, with its whole body. */
  record Asked(HttpServerRequest request, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    @Nullable String header(String name) {
      return request.getHeader(name);
    }

    HttpServerResponse response() {
      return request.response();
    }
  }

  private ScriptedBackend(Consumer<Asked> script, HttpServerOptions options) {
    server =
        vertx
            .createHttpServer(options.setPort(0))
            .connectionHandler(connection -> connections.incrementAndGet())
            .requestHandler(request -> {
              request.response().closeHandler(closed -> aborted.add(request.path()));
              request
                  .body()
                  .onSuccess(body -> {
                    var arrived = new Asked(request, body.getBytes());
                    asked.add(arrived);
                    script.accept(arrived);
                  });
            });
    server.listen().toCompletionStage().toCompletableFuture().join();
  }

  static ScriptedBackend with(Consumer<Asked> script) {
    return new ScriptedBackend(script, new HttpServerOptions().setHost("127.0.0.1"));
  }

  static ScriptedBackend withTls(KeyCertOptions key, Consumer<Asked> script) {
    return new ScriptedBackend(
        script, new HttpServerOptions().setHost("127.0.0.1").setSsl(true).setKeyCertOptions(key));
  }

  /** One that answers every request with a small JSON object. */
  static ScriptedBackend friendly() {
    return with(ScriptedBackend::answer);
  }

  /** A friendly one on another local address. */
  static ScriptedBackend on(String host) {
    return new ScriptedBackend(ScriptedBackend::answer, new HttpServerOptions().setHost(host));
  }

  static void answer(Asked asked) {
    asked.response().putHeader("content-type", "application/json").end(ANSWER);
  }

  static Buffer event(String data) {
    return Buffer.buffer("data: " + data + "\n\n");
  }

  int port() {
    return server.actualPort();
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return asked.size();
  }

  /** The next request, waited for. */
  Asked next() {
    return take(asked);
  }

  /** Waits until a client has gone away before it had the whole answer. */
  void awaitAbort() {
    take(aborted);
  }

  private static <T> T take(LinkedBlockingQueue<T> queue) {
    try {
      return Objects.requireNonNull(
          queue.poll(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS), "nothing came");
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
