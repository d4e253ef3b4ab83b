package io.signalbox.kubernetes.testing;

import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API names things.
 *
 * @param group the API group, empty for the core group
 * @param plural the resource asked for, empty when the path names none (discovery)
 * @param namespace empty for a kind of the whole cluster, or for all namespaces
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record ApiRequest(
    String method,
    String path,
    Map<String, String> query,
    String group,
    String version,
    String plural,
    String namespace,
    String name,
    String subresource,
    String contentType,
    String userAgent,
    String body) {

  static ApiRequest of(RecordedRequest request) {
    var target = request.getPath();
    int mark = target.indexOf('?');
    var path = mark < 0 ? target : target.substring(0, mark);
    var query = mark < 0 ? Map.<String, String>of() : query(target.substring(mark + 1));
    var parts = List.of(path.substring(1).split("/"));
    boolean core = parts.getFirst().equals("api");
    var rest = parts.subList(Math.min(core ? 2 : 3, parts.size()), parts.size());
    var group = core || parts.size() < 2 ? "" : parts.get(1);
    var version = core ? at(parts, 1) : at(parts, 2);
    boolean inside =
        rest.size() > 2 && rest.getFirst().equals("namespaces") && !isOfNamespace(rest);
    var namespace = inside ? rest.get(1) : "";
    var named = inside ? rest.subList(2, rest.size()) : rest;
    return new ApiRequest(
        request.getMethod().toUpperCase(Locale.ROOT),
        path,
        query,
        group,
        version,
        at(named, 0),
        namespace,
        at(named, 1),
        at(named, 2),
        orEmpty(request.getHeader("Content-Type")),
        orEmpty(request.getHeader("User-Agent")),
        orEmpty(request.getUtf8Body()));
  }

  /** {@code namespaces/NAME/status} asks for a part of the namespace, not for something in it. */
  private static boolean isOfNamespace(List<String> rest) {
    return rest.size() == 3 && (rest.get(2).equals("status") || rest.get(2).equals("finalize"));
  }

  private static String at(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Map<String, String> query(String text) {
    var query = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      query.put(decode(name), decode(value));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  boolean flag(String name) {
    var value = parameter(name);
    return value.equals("true") || value.equals("1");
  }

  boolean dryRun() {
    return parameter("dryRun").equals("All");
  }

  boolean strict() {
    return parameter("fieldValidation").equals("Strict");
  }

  boolean apply() {
    return contentType.startsWith("application/apply-patch");
  }

  /** Who owns the fields that this request writes. */
  String manager() {
    var given = parameter("fieldManager");
    return given.isEmpty() ? userAgent.split("[/ ]", 2)[0] : given;
  }

  /** The verb as rights name it. */
  String verb() {
    return switch (method) {
      case "GET" -> flag("watch") ? "watch" : name.isEmpty() ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }

  boolean writes() {
    return !method.equals("GET");
  }
}
