package io.signalbox.server.extproc;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Upstream;
import io.signalbox.extproc.wire.ProcessingRequest;
import io.signalbox.plugin.Routed;
import io.signalbox.server.door.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request on by telling the proxy what to change about it, and waits on the same stream for
 * the proxy to show the reply.
 */
final class EnvoyUpstream implements Upstream {
  private static final String PATH = ":path";

  private final EnvoyReply.Setting setting;
  private final Protocol spoken;
  private final @Nullable String query;
  private @Nullable EnvoyReply reply;
  private @Nullable Routed sent;
  private long sentAt;

  /**
   * @param setting the proxy, the request, and how the reply is shown
   * @param spoken the protocol that the client speaks
   * @param target the client's path with query, or the empty string where it is not shown
   */
  EnvoyUpstream(EnvoyReply.Setting setting, Protocol spoken, String target) {
    int mark = target.indexOf('?');
    this.query = mark < 0 ? null : target.substring(mark + 1);
    this.setting = setting;
    this.spoken = spoken;
  }

  /** The call that was sent on, or null. */
  @Nullable Routed sent() {
    return sent;
  }

  /** Time since the request was sent on. */
  Duration sinceSent() {
    return Duration.ofNanos(System.nanoTime() - sentAt);
  }

  /** The reply as the proxy shows it; null until its beginning is here. */
  @Nullable EnvoyReply reply() {
    return reply;
  }

  @Override
  public ChatReply send(Routed routed, ChatRequest outgoing) {
    requireTranslatable(outgoing);
    var candidate = routed.selection().candidate();
    var addressed = candidate.address(outgoing, candidate.model().primary());
    var encoded = addressed.encode();
    sent = routed;
    sentAt = System.nanoTime();
    setting.request().send(encoded, queried(addressed.headers(), outgoing.headers()));
    var begun = EnvoyReply.beginning(awaitReply(), setting);
    reply = begun;
    return begun.reply();
  }

  /**
   * A path of the backend's own keeps the client's query. One of another protocol does not: there
   * the query means nothing.
   *
   * @param chain what the chain says of the headers, without the backend
   */
  private HeaderEdits queried(HeaderEdits edits, HeaderEdits chain) {
    var path = Headers.NONE.with(edits).first(PATH);
    return path == null || chain.touches(PATH)
        ? edits
        : edits.overwrite(PATH, Target.of(path, query));
  }

  /**
   * A request in another protocol than the client's goes to another path, and gets a reply that
   * must be translated back.
   */
  private void requireTranslatable(ChatRequest outgoing) {
    var protocol = outgoing.source().protocol();
    if (protocol.equals(spoken)) {
      return;
    }
    if (!setting.request().holdsHeaders()) {
      throw new RouterException(
          Fault.INTERNAL,
          "the proxy does not let the path of a request be changed that is translated from %s to %s"
                  .formatted(spoken.name(), protocol.name())
              + " (expected: request_header_mode SEND, and request_body_mode BUFFERED or"
              + " FULL_DUPLEX_STREAMED)");
    }
    if (!setting.modes().responseShown()) {
      throw new RouterException(
          Fault.INTERNAL,
          "response_body_mode NONE of the proxy does not let a reply be translated from %s to %s"
                  .formatted(protocol.name(), spoken.name())
              + " (expected: BUFFERED, STREAMED or FULL_DUPLEX_STREAMED)");
    }
  }

  private ProcessingRequest awaitReply() {
    while (true) {
      var message = setting.receive();
      if (message == null) {
        throw new RouterException(Fault.CANCELLED, "the proxy shows no reply");
      }
      switch (message.getRequestCase()) {
        case RESPONSE_HEADERS, RESPONSE_BODY, RESPONSE_TRAILERS -> {
          return message;
        }
        case REQUEST_HEADERS -> throw OutOfOrder.of(message);
        case REQUEST_BODY, REQUEST_TRAILERS -> setting.request().behind(message);
        case REQUEST_NOT_SET -> {}
      }
    }
  }
}
