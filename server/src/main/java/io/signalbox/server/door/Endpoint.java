package io.signalbox.server.door;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import java.util.Locale;

/** What a request asks for, told by its method and path. */
public sealed interface Endpoint {
  /** A turn of a conversation. */
  record Chat(Protocol protocol) implements Endpoint {}

  /** The list of models. */
  record Models() implements Endpoint {}

  /** Nothing of ours: outside {@code /v1}. */
  record Foreign() implements Endpoint {}

  String MODELS_PATH = "/v1/models";

  /**
   * Finds the endpoint.
   *
   * @param target path with query, as on the wire
   * @throws RouterException {@code NOT_FOUND} or {@code METHOD_NOT_ALLOWED} for what is under
   *     {@code /v1} and does not exist
   */
  static Endpoint of(String method, String target, Catalog catalog) {
    var path = path(target);
    var protocol = catalog.protocol(path);
    if (protocol.isPresent()) {
      require(method, "POST", path);
      return new Chat(protocol.get());
    }
    if (path.equals(MODELS_PATH)) {
      require(method, "GET", path);
      return new Models();
    }
    if (path.equals("/v1") || path.startsWith("/v1/")) {
      throw new RouterException(
          Fault.NOT_FOUND,
          "endpoint not found (available: POST %s, GET %s)"
              .formatted(catalog.protocols().getFirst().path(), MODELS_PATH));
    }
    return new Foreign();
  }

  /**
   * The protocol to answer in when nothing else is known of a request than its target: that of the
   * endpoint, or of the one it lies beneath.
   */
  static Protocol protocol(String target, Catalog catalog) {
    return catalog.protocolNear(path(target));
  }

  private static void require(String method, String allowed, String path) {
    if (!method.toUpperCase(Locale.ROOT).equals(allowed)) {
      throw new RouterException(
          Fault.METHOD_NOT_ALLOWED,
          "method not allowed: %s takes %s".formatted(path, allowed),
          HeaderEdits.NONE.overwrite("allow", allowed));
    }
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    var path = query < 0 ? target : target.substring(0, query);
    int scheme = path.indexOf("://");
    if (scheme > 0) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    while (path.length() > 1 && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path.replaceAll("/{2,}", "/");
  }
}
