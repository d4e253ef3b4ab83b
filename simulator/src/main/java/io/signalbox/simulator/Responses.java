package io.signalbox.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers that come in one piece. */
final class Responses {
  private Responses() {}

  static void json(HttpServerResponse response, int status, ObjectNode body) {
    bytes(response, status, "application/json", Json.bytes(body));
  }

  static void text(HttpServerResponse response, String body) {
    bytes(response, 200, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static void bytes(HttpServerResponse response, int status, String contentType, byte[] body) {
    if (!response.headWritten() && !response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("content-type", contentType)
          .end(Buffer.buffer(body));
    }
  }

  /** An error as the completion endpoints tell it: wrapped in {@code error}. */
  static void wrappedError(HttpServerResponse response, Refusal refusal) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    fill(body.putObject("error"), refusal);
    json(response, refusal.status(), body);
  }

  /** An error as the adapter endpoints tell it: bare. */
  static void bareError(HttpServerResponse response, Refusal refusal) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "error");
    fill(body, refusal);
    json(response, refusal.status(), body);
  }

  private static void fill(ObjectNode error, Refusal refusal) {
    error
        .put("message", refusal.message())
        .put("type", refusal.type())
        .putNull("param")
        .put("code", refusal.status());
  }
}
