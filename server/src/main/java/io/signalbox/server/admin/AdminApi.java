package io.signalbox.server.admin;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.infer.Topics;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.door.Defects;
import io.signalbox.server.observe.RequestId;
import io.signalbox.store.ReplayStore;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running management API. Its event loop only moves bytes; every answer is made on a virtual
 * thread of its own, since some ask a classifier.
 */
public final class AdminApi implements AutoCloseable {
  static final String SERVICE = "classification-api";
  private static final int MAX_OPEN = 64;

  private final Operations operations;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(MAX_OPEN);
  private final Listening listening;

  /**
   * What the API tells about.
   *
   * @param router the router, or empty as long as there is none
   * @param catalog the parts there are
   * @param status how far the process has come
   * @param models the local models, asked for at each request
   * @param topics gives the classifier of topics, or empty when this process has none. It is asked
   *     at each classification and, as {@code Ports.topics()} does, loads the model when it is
   *     asked for the first time: a person who asks for a classification may wait for that, also
   *     when no signal of the configuration needs the model
   * @param clock tells the time of errors
   * @param records of calls, or empty as long as there is no store
   */
  public record Parts(
      Supplier<Optional<Router>> router,
      Catalog catalog,
      StartupStatus status,
      Supplier<List<ModelFact>> models,
      Optional<Supplier<Topics>> topics,
      InstantSource clock,
      Supplier<Optional<ReplayStore>> records) {}

  private AdminApi(Vertx vertx, Parts parts, String host, int port) {
    this.operations = new Operations(parts);
    this.clock = parts.clock();
    this.listening = Listening.start(vertx, host, port, this::accept);
  }

  /**
   * Starts one and returns when it listens; not to be called on an event loop.
   *
   * @param port 0 takes any free one
   * @throws UncheckedIOException when it cannot listen; the message names host and port
   */
  public static AdminApi start(Vertx vertx, Parts parts, String host, int port) {
    return new AdminApi(vertx, parts, host, port);
  }

  /** The port it listens on. */
  public int port() {
    return listening.port();
  }

  @Override
  public void close() {
    listening.close();
  }

  private void accept(HttpServerRequest request) {
    request
        .response()
        .putHeader("x-request-id", RequestId.orNew(request.getHeader("x-request-id")));
    var collected = Intake.of(request);
    Operation operation;
    try {
      operation = find(request);
    } catch (Refusal refused) {
      refuse(request, refused);
      return;
    }
    var context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    collected
        .onSuccess(body -> start(context, request, operation, body))
        .onFailure(
            failure -> refuse(request, failure instanceof Refusal known ? known : unreadable()));
  }

  private static Refusal unreadable() {
    return Refusal.invalid("the request body broke off");
  }

  private Operation find(HttpServerRequest request) {
    var path = request.path();
    var methods = path == null ? new TreeMap<String, Operation>() : operations.at(path);
    if (methods.isEmpty()) {
      throw new Refusal(404, "NOT_FOUND", "endpoint not found (see GET /api/v1)");
    }
    var asked = request.method();
    var method = asked.equals(HttpMethod.HEAD) ? "GET" : asked.name();
    var operation = methods.get(method);
    if (operation == null) {
      var allowed = String.join(", ", methods.keySet());
      request.response().putHeader("allow", allowed);
      throw new Refusal(405, "METHOD_NOT_ALLOWED", "%s takes %s".formatted(path, allowed));
    }
    return operation;
  }

  private void start(Context context, HttpServerRequest request, Operation operation, byte[] body) {
    if (!room.tryAcquire()) {
      refuse(request, new Refusal(503, "OVERLOADED", "too many requests are open"));
      return;
    }
    boolean trace = "true".equalsIgnoreCase(request.getParam("trace"));
    Thread.ofVirtual()
        .name("admin")
        .start(() -> {
          try {
            var answer = answer(operation, question(request, body, trace));
            context.runOnContext(now -> write(request, answer));
          } finally {
            room.release();
          }
        });
  }

  private static Question question(HttpServerRequest request, byte[] body, boolean trace) {
    var query = new HashMap<String, String>();
    request.params().forEach(query::putIfAbsent);
    var path = request.path();
    return new Question(body, trace, path == null ? "" : path, query);
  }

  private Answer answer(Operation operation, Question question) {
    try {
      return operation.action().answer(question);
    } catch (Refusal refused) {
      return answer(refused);
    } catch (RouterException refused) {
      return answer(Refusal.of(refused));
    } catch (RuntimeException defect) {
      Defects.log(defect);
      return answer(Refusal.internal());
    }
  }

  private Answer answer(Refusal refused) {
    return new Answer(refused.status(), refused.body(clock.instant()));
  }

  private void refuse(HttpServerRequest request, Refusal refused) {
    write(request, answer(refused));
  }

  private static void write(HttpServerRequest request, Answer answer) {
    var response = request.response();
    if (response.closed() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(answer.status())
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store");
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("content-length", Integer.toString(answer.json().length)).end();
    } else {
      response.end(Buffer.buffer(answer.json()));
    }
  }

  static Answer ok(Object json) {
    return new Answer(200, JsonMapper.shared().writeValueAsBytes(json));
  }
}
