package io.signalbox.server.gateway;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.RouterEvents.Exchanged;
import io.signalbox.server.door.Announced;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.Endpoint;
import io.signalbox.server.door.Errors;
import io.signalbox.server.door.ModelList;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange from its first byte to its last, on one virtual thread. The client's going away
 * interrupts the thread; whatever it waits for then ends.
 */
final class HttpSession implements Runnable {
  private static final int MAX_ID_LENGTH = 200;

  private final GatewaySetup setup;
  private final Exchange exchange;
  private final Cors cors;
  private final long startedAt = System.nanoTime();
  private Call call;
  private Protocol protocol;
  private @Nullable String askedFor;
  private @Nullable String answeredBy;

  HttpSession(GatewaySetup setup, Exchange exchange) {
    this.setup = setup;
    this.exchange = exchange;
    this.cors = new Cors(setup.router().current().settings().gateway().cors());
    this.protocol = Endpoint.protocol(exchange.target(), setup.catalog());
    this.call = call(setup.router().current().settings().trust().believed(exchange.headers()));
  }

  @Override
  public void run() {
    try {
      answer();
    } catch (RouterException failed) {
      fail(failed);
    } catch (RuntimeException defect) {
      Defects.log(defect);
      fail(new RouterException(Fault.INTERNAL, "internal error"));
    } finally {
      finish();
    }
  }

  /** Answers with an error, without having looked at the request. Does not wait. */
  void refuse(RouterException refused) {
    try {
      fail(refused);
    } finally {
      finish();
    }
  }

  private void finish() {
    exchange.finish();
    if (setup.router().current().settings().gateway().accessLog()) {
      var writer = exchange.writer();
      setup
          .events()
          .exchanged(
              new Exchanged(
                  call.id(),
                  exchange.method(),
                  exchange.path(),
                  writer.status(),
                  writer.writtenBytes(),
                  writer.ended(),
                  Duration.ofNanos(System.nanoTime() - startedAt),
                  answeredBy));
    }
  }

  private void answer() {
    var preflight = cors.preflight(exchange.method(), call.headers());
    if (preflight != null) {
      exchange.writer().whole(preflight, marks(true));
      return;
    }
    var closed = setup.router().current().settings().closedPaths();
    switch (Endpoint.of(exchange.method(), exchange.target(), setup.catalog(), closed)) {
      case Endpoint.Models() -> whole(ModelList.reply(setup.router().current(), true));
      case Endpoint.Foreign() -> throw foreign();
      case Endpoint.Kept(Protocol keeper) ->
          throw new RouterException(
              Fault.NOT_FOUND,
              "what stands beneath %s is kept by the backends, not by the gateway (expected: a"
                      .formatted(keeper.path())
                  + " request to the backend itself)");
      case Endpoint.Chat(Protocol spoken) -> {
        protocol = spoken;
        chat();
      }
    }
  }

  private void chat() {
    Announced.refuseEncoding(call.headers());
    var intake = exchange.body();
    intake.checkSize(Announced.length(call.headers().first("content-length")));
    exchange.askForBody();
    var body = intake.collect(setup.limits().requestIdle());
    call = call.withDeadline(Deadline.after(setup.limits().decision()));
    var trust = setup.router().current().settings().trust();
    var request = protocol.decode(body).withHeaders(trust.withheld(exchange.headers()));
    askedFor = request.model();
    try (var upstream = exchange.upstream()) {
      try {
        deliver(setup.router().serve(call, request, upstream), upstream);
      } finally {
        answeredBy = upstream.model();
      }
    }
  }

  private void deliver(ChatReply reply, HttpUpstream upstream) {
    try (var body = reply.body()) {
      if (upstream.replied() || reply.eventStream()) {
        exchange.writer().streamed(reply.withBody(body), marks(false));
      } else {
        whole(reply);
      }
    }
  }

  private void whole(ChatReply reply) {
    exchange.writer().whole(reply, marks(false));
  }

  private void fail(RouterException failed) {
    setup.events().failed(call, askedFor, failed);
    var writer = exchange.writer();
    if (!writer.headWritten() && failed.fault() != Fault.CANCELLED) {
      if (exchange.bodyWithheld()) {
        writer.closeBehind();
      }
      writer.whole(Errors.reply(protocol, failed), marks(false));
    }
  }

  /** What every reply of the gateway carries. */
  private HeaderEdits marks(boolean preflight) {
    return cors.edits(call.headers(), preflight).overwrite("x-request-id", call.id());
  }

  private Call call(Headers headers) {
    var given = headers.first("x-request-id");
    boolean usable = given != null && !given.isBlank() && given.length() <= MAX_ID_LENGTH;
    var id = given != null && usable ? given : UUID.randomUUID().toString();
    return new Call(id, headers, Deadline.after(setup.limits().decision()));
  }

  private RouterException foreign() {
    if (exchange.path().equals(Gateway.HEALTH_PATH)) {
      return new RouterException(
          Fault.METHOD_NOT_ALLOWED,
          "method not allowed: %s takes GET".formatted(Gateway.HEALTH_PATH),
          HeaderEdits.NONE.overwrite("allow", "GET"));
    }
    return new RouterException(
        Fault.NOT_FOUND,
        "endpoint not found (available: POST %s, GET %s, GET %s)"
            .formatted(
                setup.catalog().protocols().getFirst().path(),
                Endpoint.MODELS_PATH,
                Gateway.HEALTH_PATH));
  }
}
