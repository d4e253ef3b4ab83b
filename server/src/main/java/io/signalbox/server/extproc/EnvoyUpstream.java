package io.signalbox.server.extproc;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Upstream;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.plugin.Routed;
import io.signalbox.server.door.InternalHeaders;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request on by telling the proxy what to change about it, and waits on the same stream for
 * the proxy to show the reply.
 */
final class EnvoyUpstream implements Upstream {
  private final ProxyChannel channel;
  private final Modes modes;
  private final RequestSide request;
  private final boolean clearRouteCache;
  private final Duration replyIdle;
  private @Nullable EnvoyReplyBody body;
  private @Nullable Routed sent;
  private long sentAt;
  private boolean headShown;

  /**
   * What is known of the request's form.
   *
   * @param body the bytes the proxy holds
   * @param shown whether the proxy shows the body at all
   * @param headersHeld whether the headers wait for an answer still
   * @param trailers whether trailers wait for an answer
   */
  record RequestSide(byte[] body, boolean shown, boolean headersHeld, boolean trailers) {}

  EnvoyUpstream(
      ProxyChannel channel,
      Modes modes,
      RequestSide request,
      boolean clearRouteCache,
      Duration replyIdle) {
    this.channel = channel;
    this.modes = modes;
    this.request = request;
    this.clearRouteCache = clearRouteCache;
    this.replyIdle = replyIdle;
  }

  /**
   * The call that was sent on and whose reply is not shown yet, or null; nothing is held for it any
   * more.
   */
  @Nullable Routed unanswered() {
    return headShown ? null : sent;
  }

  /** Time since the request was sent on. */
  Duration sinceSent() {
    return Duration.ofNanos(System.nanoTime() - sentAt);
  }

  /** Whether the reply's head was shown and waits for an answer. */
  boolean headShown() {
    return headShown;
  }

  /** The reply's body as the proxy shows it; null until the head is here. */
  @Nullable EnvoyReplyBody body() {
    return body;
  }

  @Override
  public ChatReply send(Routed routed, ChatRequest outgoing) {
    var candidate = routed.selection().candidate();
    var addressed = candidate.address(outgoing, candidate.model().primary());
    var edits = addressed.headers().and(InternalHeaders.REMOVED);
    sent = routed;
    sentAt = System.nanoTime();
    if (request.shown()) {
      sendBody(addressed.encode(), edits);
    } else {
      channel.send(Answers.requestHeaders(Answers.common(edits, clearRouteCache)));
    }
    return awaitHead();
  }

  private void sendBody(byte[] encoded, HeaderEdits edits) {
    boolean changed = !Arrays.equals(encoded, request.body());
    if (modes.requestDuplex()) {
      if (request.headersHeld()) {
        channel.send(Answers.requestHeaders(Answers.common(edits, clearRouteCache)));
      }
      Answers.pieces(
          encoded, !request.trailers(), piece -> channel.send(Answers.requestBody(piece)));
    } else {
      var sized =
          changed ? edits.overwrite("content-length", Integer.toString(encoded.length)) : edits;
      var common = Answers.common(sized, clearRouteCache);
      if (changed) {
        common.setBodyMutation(Answers.whole(encoded));
      }
      channel.send(Answers.requestBody(common));
    }
    if (request.trailers()) {
      channel.send(Answers.requestTrailers());
    }
  }

  private ChatReply awaitHead() {
    while (true) {
      var message = channel.receive(replyIdle);
      if (message == null) {
        throw new RouterException(Fault.CANCELLED, "the proxy shows no reply");
      }
      if (message.hasResponseHeaders()) {
        headShown = true;
        var head = MessageHead.of(message.getResponseHeaders().getHeaders());
        boolean ends = message.getResponseHeaders().getEndOfStream();
        return reply(head.status(), head.headers(), null, ends);
      }
      if (message.hasResponseBody() || message.hasResponseTrailers()) {
        return reply(200, Headers.NONE, message, false);
      }
      if (message.hasRequestHeaders()) {
        throw new RouterException(Fault.CANCELLED, "the proxy began another request");
      }
      // A body in pieces has had its end already; every other message wants an answer.
      if (!message.hasRequestBody() || !modes.requestDuplex()) {
        Neutral.answer(message, channel);
      }
    }
  }

  private ChatReply reply(
      int status, Headers headers, @Nullable ProcessingRequest early, boolean ends) {
    var shown = new EnvoyReplyBody(channel, modes, replyIdle, headShown, early, ends);
    body = shown;
    return new ChatReply(status, headers, HeaderEdits.NONE, shown);
  }
}
