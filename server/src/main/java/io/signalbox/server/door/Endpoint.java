package io.signalbox.server.door;

import io.signalbox.catalog.Catalog;
import io.signalbox.chat.Fault;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Protocol;
import io.signalbox.chat.RouterException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a request asks for, told by its method and path. */
public sealed interface Endpoint {
  /** A turn of a conversation. */
  record Chat(Protocol protocol) implements Endpoint {}

  /** The list of models. */
  record Models() implements Endpoint {}

  /** Something that the backends of a protocol keep, such as a stored response; no prompt. */
  record Kept(Protocol protocol) implements Endpoint {}

  /** Nothing of ours: outside {@code /v1}. */
  record Foreign() implements Endpoint {}

  String MODELS_PATH = "/v1/models";

  /**
   * Finds the endpoint.
   *
   * @param target path with query, as on the wire
   * @param closed paths that do not exist, with all beneath them
   * @throws RouterException {@code NOT_FOUND} or {@code METHOD_NOT_ALLOWED} for what is under
   *     {@code /v1} and does not exist
   */
  static Endpoint of(String method, String target, Catalog catalog, Set<String> closed) {
    var path = path(target);
    if (closed.stream().anyMatch(shut -> beneath(path, shut))) {
      throw notFound(catalog, closed);
    }
    var protocol = catalog.protocol(path);
    if (protocol.isPresent()) {
      require(method, Set.of("POST"), path);
      return new Chat(protocol.get());
    }
    if (path.equals(MODELS_PATH)) {
      require(method, Set.of("GET"), path);
      return new Models();
    }
    for (var keeper : catalog.protocols()) {
      var methods =
          beneath(path, keeper.path())
              ? keeper.kept(path.substring(keeper.path().length()))
              : Set.<String>of();
      if (!methods.isEmpty()) {
        require(method, methods, path);
        return new Kept(keeper);
      }
    }
    if (beneath(path, "/v1")) {
      throw notFound(catalog, closed);
    }
    return new Foreign();
  }

  private static boolean beneath(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private static RouterException notFound(Catalog catalog, Set<String> closed) {
    var open =
        catalog.protocols().stream()
            .map(Protocol::path)
            .filter(path -> !closed.contains(path))
            .collect(Collectors.joining(", POST "));
    return new RouterException(
        Fault.NOT_FOUND,
        "endpoint not found (available: POST %s, GET %s)".formatted(open, MODELS_PATH));
  }

  /**
   * The protocol to answer in when nothing else is known of a request than its target: that of the
   * endpoint, or of the one it lies beneath.
   */
  static Protocol protocol(String target, Catalog catalog) {
    return catalog.protocolNear(path(target));
  }

  private static void require(String method, Set<String> allowed, String path) {
    if (!allowed.contains(method.toUpperCase(Locale.ROOT))) {
      var methods = String.join(", ", new TreeSet<>(allowed));
      throw new RouterException(
          Fault.METHOD_NOT_ALLOWED,
          "method not allowed: %s takes %s".formatted(path, methods),
          HeaderEdits.NONE.overwrite("allow", methods));
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
    return path.contains("//") ? path.replaceAll("/{2,}", "/") : path;
  }
}
