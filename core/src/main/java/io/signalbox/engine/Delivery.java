package io.signalbox.engine;

import io.signalbox.chat.Call;
import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Protocol;
import io.signalbox.fleet.Claim;
import io.signalbox.fleet.Credentials;
import io.signalbox.plugin.Routed;
import io.signalbox.translate.SelfAnswering;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of the chain: sends the request upstream, in another protocol where the model's backends
 * do not speak the client's, and dresses the reply.
 */
final class Delivery {
  private final ReplyHeaders headers;
  private final Translator translator;
  private final RouterEvents events;
  private final Fallback fallback;
  private final Credentials credentials;
  private final RateLimits limits;

  Delivery(
      ReplyHeaders headers,
      Translator translator,
      Credentials credentials,
      RateLimits limits,
      RouterEvents events) {
    this.limits = limits;
    this.headers = headers;
    this.translator = translator;
    this.credentials = credentials;
    this.events = events;
    this.fallback = new Fallback(events);
  }

  /**
   * Sends what the chain made of a request.
   *
   * @param asked the request as the client sent it
   * @param request the request as the chain left it
   */
  ChatReply deliver(Routed routed, ChatRequest asked, ChatRequest request, Upstream upstream) {
    var client = request.source().protocol();
    if (client instanceof SelfAnswering knowing && !Translator.needless(client, routed.model())) {
      return answer(routed, request, knowing);
    }
    var sending = new Sending(request, upstream);
    long sentAt = System.nanoTime();
    var sent = fallback.send(routed, upstream, sending::send);
    var answered = sent.routed();
    var reply = sent.reply();
    events.replied(
        answered,
        reply.status(),
        reply.eventStream(),
        Duration.ofNanos(System.nanoTime() - sentAt));
    var shown = sending.understood(observed(answered, sending.spoken(), reply, sentAt));
    return shown.withEdits(headers.upstream(answered, asked, request, sending.spoken(), shown));
  }

  /** How much may be asked for. */
  RateLimits limits() {
    return limits;
  }

  /** A reply on its way to the door: marked, and followed to its end. */
  ChatReply leave(Call call, ChatReply reply, long startedAt) {
    var marked = headers.marked(call, reply);
    return marked.withBody(
        new ServedBody(call, marked, ReplyHeaders.pathOf(marked), events, startedAt));
  }

  /** What a call can show the backends. */
  Claim claim(Call call) {
    return new Claim(credentials, call.headers());
  }

  private ChatReply answer(Routed routed, ChatRequest request, SelfAnswering protocol) {
    long askedAt = System.nanoTime();
    var reply = observed(routed, protocol, protocol.answer(request), askedAt);
    return reply.withEdits(ReplyHeaders.path("estimate"));
  }

  /**
   * Dresses the answer that a plugin gave in the backend's place. What the plugin says of the
   * headers stands above what is said here.
   *
   * @param type of the plugin
   */
  ChatReply answered(String type, Routed routed, ChatRequest request, ChatReply reply) {
    var meter = request.source().protocol().meter(reply);
    var body =
        new ObservedBody(
            reply.body(), meter, events, routed, reply.status(), System.nanoTime(), type);
    var edits = headers.answered(type, routed, reply).and(reply.edits());
    return new ChatReply(reply.status(), reply.headers(), edits, body);
  }

  private ChatReply observed(Routed routed, Protocol protocol, ChatReply reply, long sentAt) {
    return reply.withBody(
        new ObservedBody(
            reply.body(), protocol.meter(reply), events, routed, reply.status(), sentAt, null));
  }

  private static HeaderEdits upstreamHeaders(Routed routed) {
    return HeaderEdits.NONE
        .overwrite("x-selected-model", routed.model().name())
        .overwrite("accept-encoding", "identity");
  }

  /**
   * One request on its way, to one model after another where need be; knows how it was sent last.
   */
  private final class Sending {
    private final ChatRequest request;
    private final Upstream upstream;
    private @Nullable Translation translation;

    Sending(ChatRequest request, Upstream upstream) {
      this.request = request;
      this.upstream = upstream;
    }

    ChatReply send(Routed routed) {
      var named = request.withModel(routed.model().name());
      var client = request.source().protocol();
      var other =
          Translator.needless(client, routed.model())
              ? null
              : translator.between(client, routed.model(), named);
      translation = other;
      var own = other == null ? named : other.request(named, routed.call().headers());
      events.sent(routed);
      return upstream.send(
          routed.claiming(claim(routed.call())), own.withHeaders(upstreamHeaders(routed)));
    }

    /** The protocol it was sent in. */
    Protocol spoken() {
      return translation == null ? request.source().protocol() : translation.backend();
    }

    /** The reply as the client understands it. */
    ChatReply understood(ChatReply reply) {
      return translation == null ? reply : translation.reply(reply);
    }
  }
}
