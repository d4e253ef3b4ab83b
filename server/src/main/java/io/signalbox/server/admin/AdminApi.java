package io.signalbox.server.admin;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.server.admin.Operation.Answer;
import io.signalbox.server.admin.Operation.Question;
import io.signalbox.server.admin.access.AccessPolicy;
import io.signalbox.server.admin.access.Admission.Denied;
import io.signalbox.server.admin.access.Admission.Granted;
import io.signalbox.server.admin.access.Caller;
import io.signalbox.server.door.Defects;
import io.signalbox.server.observe.AuditLog.Act;
import io.signalbox.server.observe.RequestId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The running management API. Its event loop only moves bytes; every answer is made on a virtual
 * thread of its own, since some ask a classifier.
 */
public final class AdminApi implements AutoCloseable {
  static final String SERVICE = "classification-api";
  private static final int MAX_OPEN = 64;

  private final Vertx vertx;
  private final Routes routes;
  private final Guard guard;
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
   * @param clock tells the time of errors
   * @param guard who may ask
   * @param more endpoints of other packages
   */
  public record Parts(
      Supplier<Optional<Router>> router,
      Catalog catalog,
      StartupStatus status,
      Supplier<List<ModelFact>> models,
      InstantSource clock,
      Guard guard,
      List<Operation> more) {
    public Parts {
      more = List.copyOf(more);
    }
  }

  /**
   * Who may ask, and who is told when somebody acts.
   *
   * @param audit told of every audited act, also of one that was forbidden
   */
  public record Guard(AccessPolicy access, Consumer<Act> audit) {}

  /** A request with the endpoint that it is for, and who asks. */
  private record Asked(HttpServerRequest request, Routes.Found found, Caller caller, String id) {
    Operation operation() {
      return found.operation();
    }
  }

  private AdminApi(Vertx vertx, Parts parts, String host, int port) {
    this.vertx = vertx;
    this.routes = new Routes(new Operations(parts).all());
    this.guard = parts.guard();
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
    var id = RequestId.orNew(request.getHeader("x-request-id"));
    request
        .response()
        .putHeader("x-request-id", id)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cache-control", "no-store");
    var collected = Intake.of(request, vertx);
    Asked asked;
    try {
      var found = find(request);
      asked = new Asked(request, found, admitted(request, found.operation(), id), id);
    } catch (Refusal refused) {
      refuse(request, refused);
      return;
    }
    var context = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    collected
        .onSuccess(body -> start(context, asked, body))
        .onFailure(
            failure -> refuse(request, failure instanceof Refusal known ? known : unreadable()));
  }

  private static Refusal unreadable() {
    return Refusal.invalid("the request body broke off");
  }

  /** The path without a slash at its end. */
  private static String path(HttpServerRequest request) {
    var path = request.path() == null ? "" : request.path();
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Routes.Found find(HttpServerRequest request) {
    var path = path(request);
    var asked = request.method();
    var found = routes.find(asked.equals(HttpMethod.HEAD) ? "GET" : asked.name(), path);
    if (found != null) {
      return found;
    }
    var methods = routes.methods(path);
    if (methods.isEmpty()) {
      var absent = Absent.of(path);
      throw absent == null
          ? new Refusal(404, "NOT_FOUND", "endpoint not found (see GET /api/v1)")
          : absent;
    }
    var allowed = String.join(", ", methods);
    throw new Refusal(405, "METHOD_NOT_ALLOWED", "this path takes " + allowed)
        .with("allow", allowed);
  }

  /** The caller, once it is known that it may. */
  private Caller admitted(HttpServerRequest request, Operation operation, String id) {
    var headers = request.headers().getAll("authorization");
    var authorization = headers.size() == 1 ? headers.getFirst() : null;
    return switch (guard.access().judge(authorization, operation.permission())) {
      case Granted granted -> {
        if (guard.access().isOpen() && !operation.method().equals("GET") && foreign(request)) {
          throw new Refusal(403, "FORBIDDEN", "a web page of another origin asks").of(id);
        }
        yield granted.caller();
      }
      case Denied denied -> {
        var refused = new Refusal(denied.status(), denied.code(), denied.message());
        if (!denied.role().isEmpty()) {
          audit(operation, denied.role(), id, denied.status(), denied.code());
        }
        throw (denied.status() == 401 ? refused.with("www-authenticate", "Bearer") : refused)
            .of(id);
      }
    };
  }

  /**
   * Whether a page that was not served here asks. Where nobody is asked for a token, that a caller
   * can reach the port is all that protects it, and a browser on this machine can: it sends such
   * requests for any page, though it does not show the page the answer.
   */
  private static boolean foreign(HttpServerRequest request) {
    var origin = request.getHeader("origin");
    if (origin == null) {
      return "cross-site".equalsIgnoreCase(request.getHeader("sec-fetch-site"));
    }
    try {
      var host = URI.create(origin).getAuthority();
      return host == null || !host.equalsIgnoreCase(request.getHeader("host"));
    } catch (IllegalArgumentException garbled) {
      return true;
    }
  }

  private void start(Context context, Asked asked, byte[] body) {
    if (!room.tryAcquire()) {
      refuse(asked.request(), new Refusal(503, "OVERLOADED", "too many requests are open"));
      return;
    }
    var question = question(asked, body);
    Thread.ofVirtual()
        .name("admin")
        .start(() -> {
          try {
            var answer = answer(asked, question);
            context.runOnContext(now -> write(asked.request(), answer));
          } finally {
            room.release();
          }
        });
  }

  private static Question question(Asked asked, byte[] body) {
    var request = asked.request();
    return new Question(
        body,
        asked.caller(),
        asked.id(),
        asked.found().variables(),
        FirstValues.ofQuery(request.params()),
        FirstValues.ofHeaders(request.headers()));
  }

  private Answer answer(Asked asked, Question question) {
    Answer answer;
    var code = "";
    try {
      answer = asked.operation().action().answer(question);
    } catch (Refusal refused) {
      answer = answer(refused);
      code = refused.code();
    } catch (RouterException refused) {
      answer = answer(Refusal.of(refused));
      code = refused.fault().name();
    } catch (RuntimeException defect) {
      Defects.log(defect);
      answer = answer(Refusal.internal());
      code = "INTERNAL_ERROR";
    }
    audit(asked.operation(), asked.caller().role(), asked.id(), answer.status(), code);
    return answer;
  }

  private void audit(Operation operation, String role, String id, int status, String code) {
    if (!operation.audit().isEmpty()) {
      guard
          .audit()
          .accept(
              new Act(
                  operation.audit(), role, id, operation.method(), operation.path(), status, code));
    }
  }

  private Answer answer(Refusal refused) {
    return new Answer(
        refused.status(), refused.body(clock.instant()), Answer.JSON, refused.headers());
  }

  private void refuse(HttpServerRequest request, Refusal refused) {
    write(request, answer(refused));
  }

  private static void write(HttpServerRequest request, Answer answer) {
    var response = request.response();
    if (response.closed() || response.headWritten()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader("content-type", answer.type());
    answer.headers().forEach(response::putHeader);
    response.putHeader("cache-control", "no-store");
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("content-length", Integer.toString(answer.body().length)).end();
    } else {
      response.end(Buffer.buffer(answer.body()));
    }
  }

  static Answer ok(Object json) {
    return Answer.of(200, json);
  }
}
