package io.signalbox.server.gateway;

import io.signalbox.catalog.Catalog;
import io.signalbox.catalog.SignalPart;
import io.signalbox.config.load.ConfigLoader;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.Router;
import io.signalbox.parts.StandardParts;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.DoorLimits;
import io.vertx.core.Vertx;
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
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A gateway on a free port, with a client for each version of HTTP. */
final class Rig implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";
  static final DoorLimits LIMITS =
      new DoorLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60));

  final HeardEvents events = new HeardEvents();
  final Vertx vertx = Vertx.vertx();
  final Gateway gateway;
  private final HttpClient http1 = client(HttpClient.Version.HTTP_1_1);
  private final HttpClient http2 = client(HttpClient.Version.HTTP_2);

  private Rig(
      String yaml, Map<String, String> environment, UnaryOperator<GatewaySetup> change, int port) {
    this(StandardParts.catalog(), yaml, environment, change, port);
  }

  private Rig(
      Catalog catalog,
      String yaml,
      Map<String, String> environment,
      UnaryOperator<GatewaySetup> change,
      int port) {
    var loaded = ConfigLoader.load("test", yaml, environment, false);
    var compiled =
        new RecipeCompiler(
                catalog,
                () -> {
                  throw new AssertionError("no model is needed");
                },
                events,
                false)
            .compile(loaded);
    var recipes = Objects.requireNonNull(compiled.recipes(), compiled.problems()::toString);
    var router = new Router(recipes, events);
    var setup =
        GatewaySetup.of(
            router, catalog, events, LIMITS, new Budget(4096, 256 << 20), Duration.ofSeconds(60));
    try {
      gateway = Gateway.start(vertx, change.apply(setup), "127.0.0.1", port);
    } catch (UncheckedIOException refused) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      throw refused;
    }
  }

  /** In front of one backend. */
  static Rig to(ScriptedBackend backend) {
    return to(backend, UnaryOperator.identity());
  }

  static Rig to(ScriptedBackend backend, UnaryOperator<GatewaySetup> change) {
    return to(backend, change, 0);
  }

  static Rig to(ScriptedBackend backend, UnaryOperator<GatewaySetup> change, int port) {
    var ref = "{name: primary, endpoint: \"127.0.0.1:%d\"}".formatted(backend.port());
    return new Rig(yaml(ref), Map.of(), change, port);
  }

  /** In front of one backend, with keywords that guard. */
  static Rig guarded(ScriptedBackend backend) {
    var plain = StandardParts.catalog();
    var signals = plain.signals().stream().<SignalPart<?>>map(Rig::guarding).toList();
    var catalog = new Catalog(signals, plain.selectors(), plain.plugins(), plain.protocols());
    var ref = "{name: primary, endpoint: \"127.0.0.1:%d\"}".formatted(backend.port());
    return new Rig(catalog, yaml(ref), Map.of(), UnaryOperator.identity(), 0);
  }

  private static <C extends Record> SignalPart<C> guarding(SignalPart<C> part) {
    return new SignalPart<>(
        part.listKey(), part.leafType(), part.config(), part.category(), true, part.factory());
  }

  /** In front of what these {@code backend_refs} say, in YAML's flow form. */
  static Rig refs(String backendRefs, UnaryOperator<GatewaySetup> change) {
    return new Rig(yaml(backendRefs), Map.of(), change, 0);
  }

  /** In front of what a whole document says. */
  static Rig document(
      String yaml, Map<String, String> environment, UnaryOperator<GatewaySetup> change) {
    return new Rig(yaml, environment, change, 0);
  }

  private static String yaml(String backendRefs) {
    return """
    version: v0.3
    listeners: []
    providers:
      defaults: {default_model: base-model}
      models:
        - name: base-model
          backend_refs: [%s]
    routing:
      modelCards:
        - name: base-model
          loras:
            - {name: math-expert, description: mathematics}
        - name: lonely-model
      signals:
        keywords:
          - {name: math_words, operator: OR, keywords: ["integral"], case_sensitive: false}
      decisions:
        - name: math_decision
          description: mathematics
          priority: 20
          rules: {operator: OR, conditions: [{type: keyword, name: math_words}]}
          modelRefs: [{model: base-model, lora_name: math-expert, use_reasoning: false}]
    """
        .formatted(backendRefs);
  }

  static String chat(String content) {
    return "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + content
        + "\"}]}";
  }

  HttpResponse<String> post(String body) {
    return send(request(CHAT).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    return send(http1, request, BodyHandlers.ofString());
  }

  /** An answer whose body is read as it comes; closing it hangs up. */
  HttpResponse<InputStream> open(boolean second, String body) {
    return send(
        second ? http2 : http1,
        request(CHAT).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofInputStream());
  }

  <T> HttpResponse<T> send(boolean second, HttpRequest request, HttpResponse.BodyHandler<T> read) {
    return send(second ? http2 : http1, request, read);
  }

  HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + target))
        .timeout(Duration.ofSeconds(30))
        .header("content-type", "application/json");
  }

  private static <T> HttpResponse<T> send(
      HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> read) {
    try {
      return client.send(request, read);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).build();
  }

  @Override
  public void close() {
    http1.shutdownNow();
    http2.shutdownNow();
    gateway.drain(Duration.ZERO);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
