package io.signalbox.server.gateway;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.ChatRequest;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.chat.RouterException;
import io.signalbox.engine.Upstream;
import io.signalbox.fleet.Backend;
import io.signalbox.plugin.Routed;
import io.signalbox.server.door.Target;
import io.signalbox.server.gateway.BackendClient.Post;
import io.vertx.core.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the request of one call to the backends of its model until one of them answers. All tries
 * together take no longer than the listener allows.
 */
final class HttpUpstream implements Upstream, AutoCloseable {
  private static final Set<String> NOT_FORWARDED = Set.of("content-length", "expect", "host");

  private final BackendClient client;
  private final BackendPools pools;
  private final GatewaySetup setup;
  private final Context context;
  private final @Nullable String query;
  private @Nullable Limit total;
  private @Nullable ReplyBody body;
  private @Nullable String model;

  /**
   * @param context the event loop of the call
   * @param query of the client's request, or null
   */
  HttpUpstream(
      BackendClient client,
      BackendPools pools,
      GatewaySetup setup,
      Context context,
      @Nullable String query) {
    this.client = client;
    this.pools = pools;
    this.setup = setup;
    this.context = context;
    this.query = query;
  }

  /** Whether a backend has answered. */
  boolean replied() {
    return body != null;
  }

  /** The model that was asked last, or null. */
  @Nullable String model() {
    return model;
  }

  @Override
  public boolean repeatable() {
    return total == null || !total.until().passed();
  }

  /** Lets go of the backend, also when a reply got lost on its way through the chain. */
  @Override
  public void close() {
    if (body != null) {
      body.close();
    }
  }

  @Override
  public ChatReply send(Routed routed, ChatRequest request) {
    if (total == null) {
      total = Limit.of(setup.firstByte());
    }
    model = routed.model().name();
    if (routed.model().backends().isEmpty()) {
      throw new RouterException(
          Fault.UPSTREAM,
          "model \"%s\" has no backend (expected: backend_refs of its provider model)"
              .formatted(model));
    }
    var tries = new Tries(routed, pools.of(routed.model()), setup.events(), total);
    ChatReply reply;
    do {
      reply = attempt(tries, routed, request);
    } while (reply == null);
    body = reply.body();
    return reply;
  }

  /** Sends once; null when that is to be done again. */
  private @Nullable ChatReply attempt(Tries tries, Routed routed, ChatRequest request) {
    var lease = tries.lease();
    ReplyBody arrived = null;
    boolean shown = false;
    try {
      var reply = ask(lease.backend(), routed, request, tries.limit());
      arrived = reply.body();
      shown = !tries.again(reply);
      return shown ? reply.withBody(new LeasedBody(arrived, lease)) : null;
    } catch (Unanswered unanswered) {
      tries.again(unanswered);
      return null;
    } finally {
      if (!shown && arrived != null) {
        arrived.close();
      }
      if (!shown) {
        lease.close();
      }
    }
  }

  private ChatReply ask(Backend backend, Routed routed, ChatRequest request, Limit limit)
      throws Unanswered {
    var addressed = routed.selection().candidate().address(request, backend);
    var own = Headers.NONE.with(addressed.headers()).first(":path");
    var path = own == null ? request.source().protocol().path() : own;
    // A query of the client's own protocol means nothing on another one's path.
    var post =
        new Post(
            routed.model().name(),
            backend,
            Target.of(path, request.headers().touches(":path") ? null : query),
            headers(routed, addressed.headers()),
            addressed.encode());
    return client.send(context, post, limit, setup.limits().replyIdle());
  }

  private static Headers headers(Routed routed, HeaderEdits edits) {
    var fields = EndToEndHeaders.of(routed.call().headers());
    var edited =
        fields
            .with(HeaderEdits.NONE.overwrite("x-request-id", routed.call().id()))
            .with(EndToEndHeaders.onWire(edits));
    var typed =
        edited.first("content-type") == null
            ? edited.with(HeaderEdits.NONE.overwrite("content-type", "application/json"))
            : edited;
    return EndToEndHeaders.without(typed, NOT_FORWARDED);
  }
}
