package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an API server without controllers does with objects. Nothing collects garbage, nothing runs.
 * Not for several threads at once.
 */
final class ApiServer {
  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  private final ResourceTypes types = new ResourceTypes();
  private final ApiStore store = new ApiStore();
  private final Writes writes = new Writes(store, Clock.systemUTC());

  ApiServer() {
    for (var name : NAMESPACES) {
      var namespace = JsonNodeFactory.instance.objectNode();
      namespace.put("apiVersion", "v1").put("kind", "Namespace");
      namespace.putObject("metadata").put("name", name).put("uid", "uid-of-" + name);
      namespace.putObject("status").put("phase", "Active");
      store.put("namespaces", namespace);
    }
  }

  ResourceTypes types() {
    return types;
  }

  ApiStore store() {
    return store;
  }

  /** The kind that a request asks for. */
  ResourceType type(ApiRequest request) {
    var type =
        types
            .find(request.group(), request.version(), request.plural())
            .orElseThrow(ApiServer::noSuchPath);
    boolean part = !request.subresource().isEmpty();
    if (part && !(request.subresource().equals("status") && type.status())) {
      throw noSuchPath();
    }
    return type;
  }

  private static ApiFailure noSuchPath() {
    return new ApiFailure(404, "NotFound", "the server could not find the requested resource");
  }

  ObjectNode get(ApiRequest request, ResourceType type) {
    return ApiVersions.view(type, kept(request, type));
  }

  private ObjectNode kept(ApiRequest request, ResourceType type) {
    var found = find(request, type);
    if (found == null) {
      throw ApiFailure.notFound(type, request.name());
    }
    return found;
  }

  private @Nullable ObjectNode find(ApiRequest request, ResourceType type) {
    return store.get(type.storage(), request.namespace(), request.name());
  }

  ObjectNode list(ApiRequest request, ResourceType type) {
    var list =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", type.kind() + "List")
            .put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
    var items = list.putArray("items");
    store
        .list(type.storage(), new Selector(request, type))
        .forEach(kept -> items.add(ApiVersions.view(type, kept)));
    return list;
  }

  ObjectNode create(Writes.Order order) {
    var request = order.request();
    inNamespace(request, order.type());
    var created = writes.create(order, Json.read(request.body()));
    changed(order, created);
    return created;
  }

  ObjectNode update(Writes.Order order) {
    var request = order.request();
    var before = get(request, order.type());
    var updated = writes.update(order, Json.read(request.body()), before);
    changed(order, updated);
    return updated;
  }

  ObjectNode patch(Writes.Order order) {
    var request = order.request();
    var type = order.type();
    if (!request.apply()) {
      var live = get(request, type);
      var patched = writes.update(order, Patches.patched(request, type, live), live);
      changed(order, patched);
      return patched;
    }
    inNamespace(request, type);
    var found = find(request, type);
    if (found == null && order.ofStatus()) {
      throw ApiFailure.notFound(type, request.name());
    }
    var live = found == null ? null : ApiVersions.view(type, found);
    var applied = writes.apply(order, Json.read(request.body()), live);
    changed(order, applied);
    return applied;
  }

  /** True when an apply of this request would make the object. */
  boolean creates(ApiRequest request, ResourceType type) {
    return request.method().equals("POST") || (request.apply() && find(request, type) == null);
  }

  private void inNamespace(ApiRequest request, ResourceType type) {
    if (!type.namespaced()) {
      return;
    }
    if (store.get("namespaces", "", request.namespace()) == null) {
      throw new ApiFailure(404, "NotFound", "namespaces \"" + request.namespace() + "\" not found");
    }
  }

  private void changed(Writes.Order order, ObjectNode object) {
    if (order.type().kind().equals("CustomResourceDefinition") && !order.request().dryRun()) {
      types.install(object);
    }
  }

  /**
   * Deletes one object; the answer is the object while finalizers hold it, else that it is gone.
   */
  ObjectNode delete(Writes.Order order) {
    var request = order.request();
    var kept = kept(request, order.type());
    if (!request.body().isBlank()) {
      precondition(order, kept);
    }
    var left = delete(order, kept);
    if (left.path("metadata").has("deletionTimestamp")) {
      return ApiVersions.view(order.type(), left);
    }
    var status = JsonNodeFactory.instance.objectNode();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Success").putObject("details").put("name", request.name());
    return status;
  }

  private static void precondition(Writes.Order order, ObjectNode kept) {
    var wanted = Json.read(order.request().body()).path("preconditions");
    for (var field : wanted.properties()) {
      if (!field.getValue().equals(kept.path("metadata").path(field.getKey()))) {
        throw ApiFailure.stale(order.type(), Json.name(kept));
      }
    }
  }

  private ObjectNode delete(Writes.Order order, ObjectNode kept) {
    var left = writes.delete(order, kept);
    if (!order.request().dryRun()) {
      switch (order.type().kind()) {
        case "Namespace" -> store.removeNamespace(Json.name(kept));
        case "CustomResourceDefinition" -> removeKind(kept);
        default -> {}
      }
    }
    return left;
  }

  private void removeKind(ObjectNode definition) {
    store.removeAll(Json.name(definition));
    types.remove(definition);
  }

  ObjectNode deleteAll(Writes.Order order) {
    var type = order.type();
    var selected = store.list(type.storage(), new Selector(order.request(), type));
    selected.forEach(kept -> delete(order, kept));
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Success");
  }
}
