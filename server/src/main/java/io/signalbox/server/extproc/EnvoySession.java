package io.signalbox.server.extproc;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Deadline;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Announced;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.door.Endpoint;
import io.signalbox.server.door.Errors;
import io.signalbox.server.door.InternalHeaders;
import io.signalbox.server.door.ModelList;
import io.signalbox.server.extproc.EnvoyUpstream.RequestSide;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange as a proxy shows it, from its first message to its last, on one virtual thread.
 *
 * <p>The session takes in the request, hands it to the router, and the router's chain calls {@link
 * EnvoyUpstream} to send it on. When the chain answers without sending, the answer is an immediate
 * response. When it sends, the session answers the reply's messages with what the chain makes of
 * them. The proxy ends the stream; the session never does while something is held.
 */
final class EnvoySession implements Runnable {
  private final ProxyChannel channel;
  private final Router router;
  private final Catalog catalog;
  private final RouterEvents events;
  private final DoorLimits limits;
  private Modes modes = new Modes(BodySendMode.BUFFERED, BodySendMode.BUFFERED);
  private Call call;
  private Protocol protocol;
  private @Nullable String askedFor;
  private boolean opened;
  private boolean foreign;
  private boolean answeredImmediately;

  EnvoySession(
      ProxyChannel channel,
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits) {
    this.channel = channel;
    this.router = router;
    this.catalog = catalog;
    this.events = events;
    this.limits = limits;
    this.protocol = catalog.protocols().getFirst();
    this.call = call(Headers.NONE);
  }

  @Override
  public void run() {
    var first = first();
    if (first != null) {
      modes = Modes.of(first);
      try {
        open(first);
      } catch (RouterException refused) {
        refuse(refused);
      } catch (RuntimeException defect) {
        Defects.log(defect);
        refuse(new RouterException(Fault.INTERNAL, "internal error"));
      }
      passOn();
    }
  }

  private @Nullable ProcessingRequest first() {
    try {
      return channel.receive(limits.requestIdle());
    } catch (RouterException silent) {
      // A stream that opens and says nothing holds nothing: it may be closed.
      return null;
    }
  }

  private void open(ProcessingRequest first) {
    opened = first.hasRequestHeaders() || first.hasRequestBody();
    switch (first.getRequestCase()) {
      case REQUEST_HEADERS -> openWithHeaders(first.getRequestHeaders());
      // Headers are skipped: what stands on this path can only be told by its body.
      case REQUEST_BODY -> chat(first, false);
      default -> pass(first);
    }
  }

  private void openWithHeaders(HttpHeaders shown) {
    var head = MessageHead.of(shown.getHeaders());
    call = call(head.headers());
    protocol = Endpoint.protocol(head.target(), catalog);
    var closed = router.current().settings().closedPaths();
    switch (Endpoint.of(head.method(), head.target(), catalog, closed)) {
      case Endpoint.Foreign(), Endpoint.Kept(Protocol _) -> {
        foreign = true;
        channel.send(Answers.requestHeaders(Answers.common(HeaderEdits.NONE, false)));
      }
      case Endpoint.Models() -> immediate(ModelList.reply(router.current()));
      case Endpoint.Chat(Protocol spoken) -> {
        protocol = spoken;
        if (shown.getEndOfStream()) {
          throw new RouterException(
              Fault.BAD_REQUEST, "malformed JSON body: it is empty (expected: a JSON object)");
        }
        chat(null, true);
      }
    }
  }

  /**
   * Takes in the body and serves it.
   *
   * @param firstBody a body message that opened the stream, or null
   * @param headersShown whether the proxy showed the request's headers
   */
  private void chat(@Nullable ProcessingRequest firstBody, boolean headersShown) {
    var recipes = router.current();
    int maxBytes = recipes.settings().maxRequestBytes();
    var intake = new Intake(channel, limits.requestIdle(), maxBytes);
    intake.checkSize(Announced.length(call.headers().first("content-length")));
    Announced.refuseEncoding(call.headers());
    switch (modes.request()) {
      case NONE -> {
        if (firstBody == null) {
          unseen();
          return;
        }
      }
      case BUFFERED -> {
        if (headersShown) {
          channel.send(Answers.requestHeaders(Answers.common(HeaderEdits.NONE, false)));
        }
      }
      case FULL_DUPLEX_STREAMED -> {}
      default ->
          throw new RouterException(
              Fault.INTERNAL,
              "request_body_mode %s of the proxy is not supported yet (expected: BUFFERED or"
                      .formatted(modes.request())
                  + " FULL_DUPLEX_STREAMED)");
    }
    boolean streamed = modes.requestDuplex();
    boolean whole = false;
    if (firstBody != null) {
      intake.take(firstBody);
      whole = !streamed || firstBody.getRequestBody().getEndOfStream();
    }
    if (!whole && !intake.collect(streamed)) {
      overtaken(intake.overtaking());
      return;
    }
    // The time a slow client took for its body is not the decision's.
    call = new Call(call.id(), call.headers(), Deadline.after(limits.decision()));
    var body = intake.body();
    var side = new RequestSide(body, true, headersShown && streamed, intake.endedWithTrailers());
    var request = protocol.decode(body);
    askedFor = request.model();
    serve(request, side);
  }

  private void serve(ChatRequest request, RequestSide side) {
    var settings = router.current().settings();
    var upstream =
        new EnvoyUpstream(channel, modes, side, settings.clearRouteCache(), limits.replyIdle());
    try {
      deliver(router.serve(call, request, upstream), upstream);
    } catch (RouterException failed) {
      var routed = upstream.unanswered();
      if (routed == null) {
        throw failed;
      }
      if (failed.fault() == Fault.CANCELLED) {
        // A proxy that shows no replies ends the stream here, and all went well as far as it shows.
        events.finished(routed, new Ending(0, null, null, upstream.sinceSent(), false, null));
      } else {
        events.failed(call, askedFor, failed);
      }
    }
  }

  private void deliver(ChatReply reply, EnvoyUpstream upstream) {
    try (var body = reply.body()) {
      var shown = upstream.body();
      if (shown == null) {
        immediate(reply);
        return;
      }
      if (upstream.headShown()) {
        answerHead(reply, shown);
      }
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        shown.produced(chunk);
      }
      shown.finish();
    }
  }

  /**
   * Answers the reply's head. Server-sent events of a buffering proxy get an override, so that each
   * leaves when it comes; a proxy that ignores it shows the whole body in one message, which is
   * answered just as well.
   */
  private void answerHead(ChatReply reply, EnvoyReplyBody shown) {
    if (modes.response() == BodySendMode.BUFFERED && reply.eventStream()) {
      var edits = reply.edits().remove("content-length");
      var answer = Answers.responseHeaders(Answers.common(edits, false));
      if (modes.responseCanStream()) {
        answer.setModeOverride(
            ProcessingMode.newBuilder()
                .setRequestBodyMode(modes.request())
                .setResponseBodyMode(BodySendMode.STREAMED));
      }
      shown.answerHead(edits, answer);
    } else {
      var edits = reply.edits();
      shown.answerHead(edits, Answers.responseHeaders(Answers.common(edits, false)));
    }
  }

  /** The proxy does not show the body: the default model is named in a header, and that is told. */
  private void unseen() {
    var fleet = router.current().fleet();
    var model = fleet.defaultModel();
    if (model == null) {
      throw new RouterException(
          Fault.NO_MODEL,
          "the proxy does not show the request body (request_body_mode NONE) and no default model"
              + " is configured");
    }
    events.unseen(call, "request_body_mode NONE");
    var edits =
        HeaderEdits.NONE.overwrite("x-selected-model", model.name()).and(InternalHeaders.REMOVED);
    boolean clear = router.current().settings().clearRouteCache();
    channel.send(Answers.requestHeaders(Answers.common(edits, clear)));
  }

  /**
   * Something came in place of the body: the proxy has answered its client by itself, or is
   * confused.
   */
  private void overtaken(@Nullable ProcessingRequest message) {
    if (message != null && message.hasRequestHeaders()) {
      throw outOfOrder(message);
    }
    events.failed(
        call,
        askedFor,
        new RouterException(Fault.CANCELLED, "the proxy answered its client itself"));
    if (message != null) {
      pass(message);
    }
  }

  private static RouterException outOfOrder(ProcessingRequest message) {
    return new RouterException(
        Fault.BAD_REQUEST,
        "ExtProc message %s out of order (expected: one request in each stream)"
            .formatted(message.getRequestCase()));
  }

  private void refuse(RouterException refused) {
    if (!answeredImmediately) {
      events.failed(call, askedFor, refused);
      immediate(Errors.reply(protocol, refused));
    }
  }

  private void immediate(ChatReply reply) {
    answeredImmediately = true;
    var bytes = new ByteArrayOutputStream();
    try (var body = reply.body()) {
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        bytes.writeBytes(chunk);
      }
    }
    channel.send(Answers.immediate(reply, bytes.toByteArray()));
  }

  /** Answers whatever still comes so that it passes, until the proxy ends the stream. */
  private void passOn() {
    try {
      for (var message = channel.receive(limits.replyIdle());
          message != null;
          message = channel.receive(limits.replyIdle())) {
        if (message.hasRequestHeaders() || (message.hasRequestBody() && !opened)) {
          refuse(outOfOrder(message));
        } else {
          pass(message);
        }
      }
    } catch (RouterException idle) {
      // Nothing is held any more: the stream may be closed.
    }
  }

  private void pass(ProcessingRequest message) {
    // After an immediate response the proxy waits for nothing; a body sent on has had its end.
    boolean done = message.hasRequestBody() && modes.requestDuplex() && !foreign;
    if (!answeredImmediately && !done) {
      Neutral.answer(message, channel, modes.requestDuplex(), modes.responseDuplex());
    }
  }

  private Call call(Headers headers) {
    var id = headers.first("x-request-id");
    return new Call(
        id == null || id.isBlank() ? UUID.randomUUID().toString() : id,
        headers,
        Deadline.after(limits.decision()));
  }
}
