package io.signalbox.server.admin;

import io.signalbox.backends.replay.Bounds;
import io.signalbox.backends.replay.MemoryReplayStore;
import io.signalbox.chat.Fault;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.infer.FakeEncoder;
import io.signalbox.server.admin.StartupStatus.Phase;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.reload.Documents;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A management API on a port of its own, and a client to it. */
final class Rig implements AutoCloseable {
  static final List<ModelFact> MODELS =
      List.of(
          new ModelFact("domain", "classifier", "built in", true, List.of("law", "math"), null),
          new ModelFact("minilm", "embedding", "built in", false, List.of(), 384));

  final StartupStatus status = new StartupStatus(InstantSource.system());
  final MemoryReplayStore records =
      new MemoryReplayStore(new Bounds(1000, Duration.ofDays(1), InstantSource.system()));
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AdminApi api;

  Rig(Optional<Router> router) {
    this(router, List.of());
  }

  Rig(Optional<Router> router, List<Operation> more) {
    this(router, new AdminApi.Guard(AccessPolicy.open(), act -> {}), more);
  }

  Rig(Optional<Router> router, AdminApi.Guard guard, List<Operation> more) {
    var all = new ArrayList<>(ReplayOperations.of(() -> Optional.of(records)));
    all.addAll(more);
    var parts =
        new AdminApi.Parts(
            () -> router,
            Documents.CATALOG,
            status,
            () -> MODELS,
            InstantSource.system(),
            guard,
            all);
    api = AdminApi.start(vertx, parts, "127.0.0.1", 0);
  }

  /** One that serves a document and asks who calls. */
  static Rig guarded(String yaml, AdminApi.Guard guard, List<Operation> more) {
    var router = new Router(Documents.recipes(yaml, RouterEvents.NONE), RouterEvents.NONE);
    var rig = new Rig(Optional.of(router), guard, more);
    rig.status.activated(1, router.current(), List.of());
    rig.status.enter(Phase.READY, "");
    return rig;
  }

  /** One that serves a document. */
  static Rig ready(String yaml) {
    return ready(Documents.recipes(yaml, RouterEvents.NONE));
  }

  /** One whose classifier has no room. */
  static Rig overloaded() {
    var full =
        FakeEncoder.of((text, deadline) -> {
          throw new RouterException(Fault.OVERLOADED, "the queue is full");
        });
    var loaded = Documents.load(Documents.YAML);
    var compiled = Documents.compile(loaded, () -> full, RouterEvents.NONE);
    return ready(Objects.requireNonNull(compiled.recipes()));
  }

  private static Rig ready(Recipes recipes) {
    var router = new Router(recipes, RouterEvents.NONE);
    var rig = new Rig(Optional.of(router));
    rig.status.activated(1, router.current(), List.of());
    rig.status.enter(Phase.READY, "");
    return rig;
  }

  int port() {
    return api.port();
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  /** The JSON of an answer that must be of that status. */
  JsonNode json(HttpResponse<String> response, int status) {
    if (response.statusCode() != status) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return JsonMapper.shared().readTree(response.body());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    api.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
