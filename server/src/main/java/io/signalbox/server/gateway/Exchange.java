package io.signalbox.server.gateway;

import io.signalbox.chat.Headers;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/** What a session needs of its HTTP exchange: the head, both bodies, and the way upstream. */
final class Exchange {
  private final HttpServerRequest request;
  private final Context context;
  private final Headers headers;
  private final RequestBody body;
  private final ReplyWriter writer;
  private final BackendClient client;
  private final BackendPools pools;
  private final GatewaySetup setup;
  private boolean bodyWithheld;

  Exchange(
      HttpServerRequest request,
      Context context,
      RequestBody body,
      ReplyWriter writer,
      BackendClient client,
      BackendPools pools,
      GatewaySetup setup) {
    this.request = request;
    this.context = context;
    this.headers = EndToEndHeaders.received(request.headers());
    this.body = body;
    this.writer = writer;
    this.client = client;
    this.pools = pools;
    this.setup = setup;
    this.bodyWithheld = headers.says("expect", "100-continue");
  }

  String method() {
    return request.method().name();
  }

  /** Path with query, as on the wire. */
  String target() {
    return Objects.requireNonNullElse(request.uri(), "");
  }

  String path() {
    return Objects.requireNonNullElse(request.path(), "");
  }

  Headers headers() {
    return headers;
  }

  RequestBody body() {
    return body;
  }

  ReplyWriter writer() {
    return writer;
  }

  HttpUpstream upstream() {
    return new HttpUpstream(client, pools, setup, context, request.query());
  }

  /** Tells a client that waits for it to go on and send the body. */
  void askForBody() {
    if (bodyWithheld) {
      bodyWithheld = false;
      request.response().writeContinue();
    }
  }

  /** Leaves nothing behind: an unfinished reply is cut, an unread request is let go by. */
  void finish() {
    if (!writer.ended()) {
      writer.cut();
    }
    body.ignoreRest();
    body.release();
  }

  /** Whether the client still waits to be told to send the body, and may never send it. */
  boolean bodyWithheld() {
    return bodyWithheld;
  }
}
