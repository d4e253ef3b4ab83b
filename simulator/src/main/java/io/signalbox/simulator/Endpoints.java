package io.signalbox.simulator;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP surface: which path does what, and how each of them fails. */
final class Endpoints implements Handler<HttpServerRequest> {
  private static final System.Logger LOG = System.getLogger(Endpoints.class.getName());

  private static final String CHAT = "/v1/chat/completions";
  private static final String TEXT = "/v1/completions";
  private static final String RESPONSE = "/v1/responses";
  private static final String EMBEDDING = "/v1/embeddings";

  /** Bodies over this size are parsed off the event loop. */
  private static final int SMALL_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final ModelCatalog catalog;
  private final VllmMetrics metrics;
  private final CompletionReader reader;
  private final Completions completions;
  private final Embeddings embeddings;
  private final RequestObserver observer;
  private final Map<String, Endpoint> byPath;

  Endpoints(
      Vertx vertx,
      ModelCatalog catalog,
      VllmMetrics metrics,
      CompletionReader reader,
      Completions completions,
      Embeddings embeddings,
      RequestObserver observer) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.metrics = metrics;
    this.reader = reader;
    this.completions = completions;
    this.embeddings = embeddings;
    this.observer = observer;
    this.byPath =
        Map.of(
            "/health",
            get(this::health),
            "/metrics",
            get(this::metrics),
            "/v1/models",
            get(this::models),
            CHAT,
            post(request -> complete(CHAT, request, this.reader::chat)),
            TEXT,
            post(request -> complete(TEXT, request, this.reader::text)),
            RESPONSE,
            post(request -> complete(RESPONSE, request, this.reader::response)),
            EMBEDDING,
            post(this::embed),
            "/v1/load_lora_adapter",
            post(this::load),
            "/v1/unload_lora_adapter",
            post(this::unload));
  }

  @Override
  public void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    String path = request.path();
    Endpoint endpoint = path == null ? null : byPath.get(path);
    if (endpoint == null) {
      Responses.wrappedError(response, Refusal.notFound("Not Found"));
    } else if (!endpoint.method().equals(request.method())) {
      response.putHeader("allow", endpoint.method().name());
      Responses.wrappedError(response, Refusal.methodNotAllowed());
    } else {
      endpoint.action().handle(request);
    }
  }

  /** Answers what could not even be read as HTTP, and hangs up. */
  static void refuseUnreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status =
        switch (cause) {
          case io.netty.handler.codec.http.TooLongHttpLineException e -> 414;
          case io.netty.handler.codec.http.TooLongHttpHeaderException e -> 431;
          case null, default -> 400;
        };
    request.response().putHeader("connection", "close");
    Responses.wrappedError(request.response(), Refusal.unreadable(status, "request: not readable"));
    request.connection().close();
  }

  private void health(HttpServerRequest request) {
    request.response().putHeader("content-type", "application/json").end();
  }

  private void models(HttpServerRequest request) {
    Responses.json(request.response(), 200, catalog.toJson());
  }

  private void metrics(HttpServerRequest request) {
    Responses.bytes(request.response(), 200, VllmMetrics.CONTENT_TYPE, metrics.exposition());
  }

  private void complete(
      String path, HttpServerRequest request, Function<ObjectNode, CompletionCall> read) {
    asked(path, request, read, call -> completions.answer(call, request.response()));
  }

  private void embed(HttpServerRequest request) {
    asked(
        EMBEDDING,
        request,
        embeddings::answer,
        answer -> Responses.json(request.response(), 200, answer));
  }

  private <T> void asked(
      String path, HttpServerRequest request, Function<ObjectNode, T> read, Handler<T> answer) {
    RequestBody.of(request)
        .compose(body -> {
          observer.arrived(path, headers(request), body);
          return parsed(body, read);
        })
        .map(asked -> {
          answer.handle(asked);
          return asked;
        })
        .onFailure(failure -> Responses.wrappedError(request.response(), refusal(failure)));
  }

  private void load(HttpServerRequest request) {
    adapters(
        request,
        (body, response) -> {
          String name = Fields.text(body, "lora_name");
          String path = Fields.text(body, "lora_path");
          if (name == null || path == null || name.isBlank() || path.isBlank()) {
            throw Refusal.invalidUserInput("lora_name and lora_path: both are needed.");
          }
          catalog.load(new Adapter(name, path, null));
          Responses.text(response, "LoRA adapter '" + name + "' is loaded.");
        });
  }

  private void unload(HttpServerRequest request) {
    adapters(
        request,
        (body, response) -> {
          String name = Fields.text(body, "lora_name");
          if (name == null || name.isBlank()) {
            throw Refusal.invalidUserInput("lora_name: needed.");
          }
          catalog.unload(name);
          Responses.text(response, "LoRA adapter '" + name + "' is unloaded.");
        });
  }

  private void adapters(
      HttpServerRequest request, BiConsumer<ObjectNode, HttpServerResponse> action) {
    HttpServerResponse response = request.response();
    RequestBody.of(request)
        .compose(body -> parsed(body, object -> object))
        .map(body -> {
          action.accept(body, response);
          return body;
        })
        .onFailure(failure -> Responses.bareError(response, refusal(failure)));
  }

  private <T> Future<T> parsed(byte[] body, Function<ObjectNode, T> read) {
    if (body.length <= SMALL_BYTES) {
      return Future.succeededFuture(read.apply(Json.object(body)));
    }
    return vertx
        .<T>executeBlocking(() -> read.apply(Json.object(body)), false)
        .map(result -> Objects.requireNonNull(result));
  }

  private static Refusal refusal(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal;
    }
    LOG.log(System.Logger.Level.WARNING, "a request failed", failure);
    return Refusal.internal();
  }

  private static Map<String, String> headers(HttpServerRequest request) {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) ->
            headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    return headers;
  }

  private static Endpoint get(Handler<HttpServerRequest> action) {
    return new Endpoint(HttpMethod.GET, action);
  }

  private static Endpoint post(Handler<HttpServerRequest> action) {
    return new Endpoint(HttpMethod.POST, action);
  }

  /** What a path does, and with which method. */
  private record Endpoint(HttpMethod method, Handler<HttpServerRequest> action) {}
}
