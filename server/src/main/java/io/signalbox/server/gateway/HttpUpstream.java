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
import io.signalbox.fleet.Model;
import io.signalbox.plugin.Routed;
import io.signalbox.server.door.InternalHeaders;
import io.signalbox.server.gateway.BackendClient.Post;
import io.signalbox.server.gateway.BackendClient.Unreachable;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends the request of one call to a backend of its model: one picked by weight, and another one
 * when that takes no connection.
 */
final class HttpUpstream implements Upstream, AutoCloseable {
  private static final String OWN_PREFIX = "/v1";
  private static final Set<String> NOT_FORWARDED = Set.of("content-length", "expect", "host");

  private final BackendClient client;
  private final GatewaySetup setup;
  private final Context context;
  private final @Nullable String query;
  private @Nullable ReplyBody body;

  /**
   * @param context the event loop of the call
   * @param query of the client's request, or null
   */
  HttpUpstream(BackendClient client, GatewaySetup setup, Context context, @Nullable String query) {
    this.client = client;
    this.setup = setup;
    this.context = context;
    this.query = query;
  }

  /** Whether a backend has answered. */
  boolean replied() {
    return body != null;
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
    var model = routed.model();
    var first = model.pick(setup.random().getAsDouble());
    if (first == null) {
      throw new RouterException(
          Fault.UPSTREAM,
          "model \"%s\" has no backend (expected: backend_refs of its provider model)"
              .formatted(model.name()));
    }
    try {
      return send(routed, request, first);
    } catch (Unreachable unreachable) {
      var second = others(model, first).pick(setup.random().getAsDouble());
      if (second == null) {
        throw new RouterException(
            Fault.UPSTREAM,
            "model \"%s\": backend \"%s\" cannot be reached".formatted(model.name(), first.name()));
      }
      return sendToSecond(routed, request, first, second);
    }
  }

  private ChatReply sendToSecond(
      Routed routed, ChatRequest request, Backend first, Backend second) {
    try {
      return send(routed, request, second);
    } catch (Unreachable unreachable) {
      throw new RouterException(
          Fault.UPSTREAM,
          "model \"%s\": backends \"%s\" and \"%s\" cannot be reached"
              .formatted(routed.model().name(), first.name(), second.name()));
    }
  }

  private ChatReply send(Routed routed, ChatRequest request, Backend backend) throws Unreachable {
    var addressed = routed.selection().candidate().address(request, backend);
    var post =
        new Post(
            routed.model().name(),
            backend,
            target(request, backend.address().basePath()),
            headers(routed, addressed.headers()),
            addressed.encode());
    var reply = client.send(context, post, setup.firstByte(), setup.limits().replyIdle());
    body = reply.body();
    return reply;
  }

  private static Model others(Model model, Backend tried) {
    var rest = new ArrayList<>(model.backends());
    rest.remove(tried);
    return new Model(
        model.name(),
        model.parent(),
        model.family(),
        model.providerName(),
        model.namesByType(),
        rest);
  }

  private String target(ChatRequest request, @Nullable String basePath) {
    var path = request.source().protocol().path();
    var place = path;
    if (basePath != null && !basePath.isEmpty() && path.startsWith(OWN_PREFIX + "/")) {
      place = basePath + path.substring(OWN_PREFIX.length());
    }
    // A query of the client's own protocol means nothing on another one's path.
    boolean other = request.headers().touches(":path");
    return other || query == null || query.isEmpty() ? place : place + "?" + query;
  }

  private static Headers headers(Routed routed, HeaderEdits edits) {
    var fields = EndToEndHeaders.of(routed.call().headers());
    var edited =
        fields
            .with(InternalHeaders.REMOVED)
            .with(HeaderEdits.NONE.overwrite("x-request-id", routed.call().id()))
            .with(EndToEndHeaders.onWire(edits));
    var typed =
        edited.first("content-type") == null
            ? edited.with(HeaderEdits.NONE.overwrite("content-type", "application/json"))
            : edited;
    return EndToEndHeaders.without(typed, NOT_FORWARDED);
  }
}
