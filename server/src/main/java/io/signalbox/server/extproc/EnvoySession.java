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
import io.signalbox.engine.Recipes;
import io.signalbox.engine.Router;
import io.signalbox.engine.RouterEvents;
import io.signalbox.engine.RouterEvents.Ending;
import io.signalbox.engine.RouterEvents.Served;
import io.signalbox.extproc.wire.HttpHeaders;
import io.signalbox.extproc.wire.ProcessingMode.BodySendMode;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.server.door.Announced;
import io.signalbox.server.door.Budget;
import io.signalbox.server.door.Defects;
import io.signalbox.server.door.DoorLimits;
import io.signalbox.server.door.Endpoint;
import io.signalbox.server.door.Errors;
import io.signalbox.server.door.ModelList;
import io.signalbox.server.extproc.RequestFlow.Shown;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange as a proxy shows it, from its first message to its last, on one virtual thread.
 *
 * <p>The session takes in the request ({@link RequestFlow}), hands it to the router, and the
 * router's chain calls {@link EnvoyUpstream} to send it on. When the chain answers without sending,
 * the answer is an immediate response. When it sends, the reply ({@link EnvoyReply}) is answered
 * with what the chain makes of it. What cannot be read goes to {@link UnseenPrompts}. The proxy
 * ends the stream; while something is held the session ends it only with an error.
 */
final class EnvoySession implements Runnable {
  private static final byte[] NOTHING = {};

  private final ProxyChannel channel;
  private final Router router;
  private final Catalog catalog;
  private final RouterEvents events;
  private final DoorLimits limits;
  private final Budget budget;
  private Modes modes = Modes.UNTOLD;
  private Passage passage;
  private String target = "";
  private Call call;
  private Protocol protocol;
  private HeaderEdits withheld = HeaderEdits.NONE;
  private boolean admitted;
  private boolean withholding;
  private @Nullable String askedFor;

  /** Takes the messages that come when nothing is waited for any more. */
  private Consumer<ProcessingRequest> rest = this::unopened;

  EnvoySession(
      ProxyChannel channel,
      Router router,
      Catalog catalog,
      RouterEvents events,
      DoorLimits limits,
      Budget budget) {
    this.budget = budget;
    this.channel = channel;
    this.passage = new Passage(channel, modes);
    this.router = router;
    this.catalog = catalog;
    this.events = events;
    this.limits = limits;
    this.protocol = catalog.protocols().getFirst();
    this.call = call(Headers.NONE);
  }

  /**
   * @throws RouterException when the stream must end with an error, so that nothing passes: the
   *     proxy says nothing while something is held, or takes no answers
   */
  @Override
  public void run() {
    admitted = budget.enter();
    try {
      converse();
    } finally {
      if (admitted) {
        budget.leave();
      }
    }
  }

  private void converse() {
    var first = channel.receive(limits.requestIdle());
    if (first != null) {
      guarded(() -> open(first));
      passOn();
    }
  }

  /** Turns what goes wrong into an answer for the client. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RouterException refused) {
      refuse(refused);
    } catch (RuntimeException defect) {
      Defects.log(defect);
      refuse(new RouterException(Fault.INTERNAL, "internal error"));
    }
  }

  private void open(ProcessingRequest first) {
    if (first.hasProtocolConfig()) {
      modes = Modes.of(first.getProtocolConfig());
      passage = new Passage(channel, modes);
    }
    switch (first.getRequestCase()) {
      case REQUEST_HEADERS -> openWithHeaders(first.getRequestHeaders());
      case REQUEST_BODY -> openWithBody(first);
      case REQUEST_TRAILERS, RESPONSE_HEADERS, RESPONSE_BODY, RESPONSE_TRAILERS ->
          openWithReply(first);
      case REQUEST_NOT_SET -> openLater();
    }
  }

  /** A kind newer than we know has no answer; what it opens is still to be judged. */
  private void openLater() {
    var next = channel.receive(limits.requestIdle());
    if (next != null) {
      open(next);
    }
  }

  private void openWithHeaders(HttpHeaders shown) {
    var head = MessageHead.of(shown.getHeaders());
    target = head.target();
    if (target.isEmpty() && !head.method().equals("CONNECT")) {
      throw new RouterException(
          Fault.BAD_REQUEST, "ExtProc request headers without :path (expected: a path)");
    }
    var settings = router.current().settings();
    call = call(settings.trust().believed(head.headers()));
    withheld = settings.trust().withheld(head.headers());
    if (settings.trust().skips(head.headers())) {
      // The configuration lets the client pass its request by; that is told.
      events.unseen(call, "x-vsr-skip-processing");
      passUntouched();
      return;
    }
    protocol = Endpoint.protocol(head.target(), catalog);
    switch (Endpoint.of(head.method(), head.target(), catalog, settings.closedPaths())) {
      case Endpoint.Foreign(), Endpoint.Kept(Protocol _) -> passUntouched();
      case Endpoint.Models() -> immediate(ModelList.reply(router.current()), NOTHING);
      case Endpoint.Chat(Protocol spoken) -> {
        protocol = spoken;
        if (shown.getEndOfStream()) {
          throw new RouterException(
              Fault.BAD_REQUEST, "malformed JSON body: it is empty (expected: a JSON object)");
        }
        if (modes.requestShown()) {
          chat(null);
        } else {
          rest = this::pass;
          unseen(router.current()).headers(call, modes.request());
        }
      }
    }
  }

  private void passUntouched() {
    rest = this::pass;
    channel.send(Answers.requestHeaders(Answers.common(withheld, false)));
  }

  /** Headers are skipped: what stands on this path can only be told by its body. */
  private void openWithBody(ProcessingRequest first) {
    if (modes.requestShown() || modes.request() == BodySendMode.NONE) {
      chat(first);
    } else {
      rest = this::pass;
      unseen(router.current()).foreignBody(call);
      pass(first);
    }
  }

  /** The request was not shown, but for its trailers, or a filter before us has answered it. */
  private void openWithReply(ProcessingRequest first) {
    if (modes.request() == BodySendMode.NONE) {
      unseen(router.current()).reply(call, first);
    }
    pass(first);
  }

  /**
   * Takes in the body and serves it.
   *
   * @param opening a body message that opened the stream, or null when headers did
   */
  private void chat(@Nullable ProcessingRequest opening) {
    if (!admitted) {
      throw Budget.tooManyCalls();
    }
    var recipes = router.current();
    try (var intake = new Intake(recipes.settings().maxRequestBytes(), budget)) {
      intake.checkSize(Announced.length(call.headers().first("content-length")));
      Announced.refuseEncoding(call.headers());
      chat(recipes, intake, opening);
    }
  }

  private void chat(Recipes recipes, Intake intake, @Nullable ProcessingRequest opening) {
    boolean clear = recipes.settings().clearRouteCache();
    var length = call.headers().first("content-length");
    var flow =
        RequestFlow.of(
            modes,
            new RequestFlow.Request(
                channel, limits.requestIdle(), intake, length, opening == null, withheld, clear));
    rest = message -> behind(flow, null, message);
    if (opening == null) {
      flow.begin();
    }
    switch (flow.collect(opening)) {
      case Shown.Whole(byte[] body) -> whole(recipes, flow, body, opening == null);
      case Shown.Cut(byte[] beginning) -> unseen(recipes).cut(call, flow, beginning);
      case Shown.Overtaken(ProcessingRequest message) -> overtaken(flow, message);
    }
  }

  private void whole(Recipes recipes, RequestFlow flow, byte[] body, boolean pathShown) {
    // The time a slow client took for its body is not the decision's.
    call = call.withDeadline(Deadline.after(limits.decision()));
    var request = pathShown ? protocol.decode(body) : Recognition.of(body, catalog.protocols());
    if (request == null) {
      unseen(recipes).unknown(call, flow, body);
      return;
    }
    request = request.withHeaders(withheld);
    protocol = request.source().protocol();
    askedFor = request.model();
    int maxHeld = recipes.settings().maxReplyBytes();
    serve(
        request,
        flow,
        new EnvoyUpstream(
            new EnvoyReply.Setting(channel, modes, flow, limits.replyIdle(), maxHeld),
            protocol,
            target));
  }

  private void serve(ChatRequest request, RequestFlow flow, EnvoyUpstream upstream) {
    try {
      deliver(router.serve(call, request, upstream), flow, upstream);
    } catch (RouterException failed) {
      var sent = upstream.sent();
      if (sent == null || upstream.reply() != null) {
        throw failed;
      }
      if (failed.fault() == Fault.CANCELLED) {
        // A proxy that shows no replies ends the stream here, and all went well as far as it shows.
        var took = upstream.sinceSent();
        events.finished(sent, new Ending(0, null, null, took, false, null));
        events.served(call, new Served(0, "upstream", took, false, null));
      } else if (failed.fault() == Fault.TIMEOUT && !modes.responseShown()) {
        // An answer that comes late may still pass: nobody was to look at it.
        events.failed(call, askedFor, failed);
      } else {
        throw failed;
      }
    }
  }

  private void deliver(ChatReply reply, RequestFlow flow, EnvoyUpstream upstream) {
    var shown = upstream.reply();
    var sent = upstream.sent();
    try (var body = reply.body()) {
      if (shown == null || sent == null || !shown.hasStatusOf(reply)) {
        immediate(reply, NOTHING);
        return;
      }
      var first = shown.hasBody() ? null : body.next();
      if (first != null) {
        immediate(reply, first);
        return;
      }
      var late = shown.release(reply);
      if (!late.edits().isEmpty()) {
        events.headersLate(sent, late);
      }
      for (var chunk = body.next(); chunk != null; chunk = body.next()) {
        shown.produced(chunk);
      }
      shown.finish();
      rest = message -> behind(flow, shown, message);
    }
  }

  private UnseenPrompts unseen(Recipes recipes) {
    return new UnseenPrompts(recipes, channel, events, withheld);
  }

  /** Something came in place of the body: the proxy has answered by itself, or is confused. */
  private void overtaken(RequestFlow flow, @Nullable ProcessingRequest message) {
    if (message == null) {
      throw new RouterException(Fault.CANCELLED, "the request broke off before its end");
    }
    if (message.hasRequestHeaders()) {
      throw OutOfOrder.of(message);
    }
    events.failed(
        call,
        askedFor,
        new RouterException(Fault.CANCELLED, "the proxy answered its client itself"));
    withholding = true;
    rest =
        late -> {
          if (late.hasRequestBody() || late.hasRequestTrailers()) {
            flow.discard(late);
          } else {
            pass(late);
          }
        };
    rest.accept(message);
  }

  private void refuse(RouterException refused) {
    events.failed(call, askedFor, refused);
    immediate(Errors.reply(protocol, refused), NOTHING);
  }

  /**
   * Answers the client in the backend's place.
   *
   * @param pulled what of the body was pulled already
   */
  private void immediate(ChatReply reply, byte[] pulled) {
    var answer = Immediate.of(reply, pulled, call.headers());
    // The proxy waits for nothing behind an immediate response.
    rest = message -> {};
    channel.send(answer);
  }

  /** Takes whatever still comes, until the proxy ends the stream or has nothing more to say. */
  private void passOn() {
    for (var message = late(); message != null; message = late()) {
      var shown = message;
      guarded(() -> rest.accept(shown));
    }
  }

  /** The next message; null when none came in time and nothing is held back any more. */
  private @Nullable ProcessingRequest late() {
    try {
      return channel.receive(limits.replyIdle());
    } catch (RouterException silent) {
      if (withholding) {
        throw silent;
      }
      return null;
    }
  }

  /** A request that does not open its stream has not been judged: it must not pass. */
  private void unopened(ProcessingRequest message) {
    if (message.hasRequestBody()) {
      throw OutOfOrder.of(message);
    }
    pass(message);
  }

  /** A message of an exchange that was served. */
  private void behind(RequestFlow flow, @Nullable EnvoyReply reply, ProcessingRequest message) {
    if (message.hasRequestBody() || message.hasRequestTrailers()) {
      flow.behind(message);
    } else if (reply == null || message.hasRequestHeaders()) {
      pass(message);
    } else {
      reply.behind(message);
    }
  }

  private void pass(ProcessingRequest message) {
    if (message.hasRequestHeaders()) {
      throw OutOfOrder.of(message);
    }
    passage.answer(message);
  }

  private Call call(Headers headers) {
    var id = headers.first("x-request-id");
    return new Call(
        id == null || id.isBlank() ? UUID.randomUUID().toString() : id,
        headers,
        Deadline.after(limits.decision()));
  }
}
