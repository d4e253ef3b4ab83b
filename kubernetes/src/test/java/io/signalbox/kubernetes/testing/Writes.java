package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How objects come, change and go: metadata that the server fills in, status apart from the rest,
 * versions that count up only when something changed, finalizers. Not for several threads at once.
 */
final class Writes {
  private static final Set<String> GROUPS_WITH_GENERATION =
      Set.of("apps", "batch", "policy", "networking.k8s.io", "apiextensions.k8s.io");

  private static final List<String> SET_BY_SERVER =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation");

  private final ApiStore store;
  private final Clock clock;

  Writes(ApiStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A write that was asked for: how it is checked, who asks, and whether it is only tried. */
  record Order(ApiRequest request, ResourceType type, List<String> warnings) {
    Ownership.Owner owner() {
      return new Ownership.Owner(
          request.manager(), request.apply() ? "Apply" : "Update", request.subresource());
    }

    boolean ofStatus() {
      return request.subresource().equals("status");
    }
  }

  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  ObjectNode create(Order order, ObjectNode object) {
    var type = order.type();
    name(order, object);
    checkKind(type, object);
    checkFields(order, object);
    if (store.get(type.storage(), Json.namespace(object), Json.name(object)) != null) {
      throw ApiFailure.alreadyExists(type, Json.name(object));
    }
    var ownership = new Ownership(type, null);
    var created = ready(order, object, null);
    ownership.updated(order.owner(), JsonNodeFactory.instance.objectNode(), created, now());
    return keep(order, created, ownership);
  }

  ObjectNode update(Order order, ObjectNode object, ObjectNode before) {
    checkKind(order.type(), object);
    checkFields(order, object);
    checkVersion(order, object, before);
    var ownership = new Ownership(order.type(), before);
    var after = ready(order, object, before);
    ownership.updated(order.owner(), before, after, now());
    return finish(order, before, after, ownership);
  }

  /** Server-side apply; {@code live} is null when the object does not exist. */
  ObjectNode apply(Order order, ObjectNode applied, @Nullable ObjectNode live) {
    var type = order.type();
    name(order, applied);
    checkKind(type, applied);
    checkApplied(order, applied);
    if (live != null && applied.path("metadata").has("resourceVersion")) {
      checkVersion(order, applied, live);
    }
    var ownership = new Ownership(type, live);
    var apply = new ServerSideApply(type, ownership, order.owner());
    var before = live == null ? JsonNodeFactory.instance.objectNode() : live;
    var merged = apply.merge(before, applied, order.request().flag("force"));
    Json.object(merged, "metadata").remove("managedFields");
    var after = ready(order, merged, live);
    ownership.applied(order.owner(), apply.fields(applied), before, after, now());
    return live == null ? keep(order, after, ownership) : finish(order, live, after, ownership);
  }

  private void checkApplied(Order order, ObjectNode applied) {
    if (applied.path("metadata").has("managedFields")) {
      throw ApiFailure.badRequest("metadata.managedFields must be nil");
    }
    if (order.request().parameter("fieldManager").isEmpty()) {
      throw new ApiFailure(
          422,
          "Invalid",
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    if (order.ofStatus()) {
      applied.retain("apiVersion", "kind", "metadata", "status");
      Json.object(applied, "metadata").retain("name", "namespace", "resourceVersion", "uid");
    } else if (order.type().status()) {
      applied.remove("status");
    }
    var rules = ObjectRules.of(order.type());
    var unknown = new ArrayList<String>();
    rules.prune(applied).forEach(path -> unknown.add(path + ": field not declared in schema"));
    unknown.addAll(rules.mistyped(applied));
    unknown.addAll(Twins.of(applied, MergeShape.of(order.type())));
    if (!unknown.isEmpty()) {
      throw new ApiFailure(
          500,
          "InternalError",
          "failed to create typed patch object ("
              + Json.namespace(applied)
              + "/"
              + Json.name(applied)
              + "; "
              + order.type().apiVersion()
              + ", Kind="
              + order.type().kind()
              + "): ."
              + unknown.getFirst());
    }
  }

  private static void checkFields(Order order, ObjectNode object) {
    var rules = ObjectRules.of(order.type());
    var mistyped = rules.mistyped(object);
    if (!mistyped.isEmpty()) {
      throw ApiFailure.badRequest(
          order.type().kind()
              + " in version \""
              + order.type().version()
              + "\" cannot be handled as a "
              + order.type().kind()
              + ": "
              + String.join(", ", mistyped));
    }
    var unknown = rules.prune(object);
    if (unknown.isEmpty()) {
      return;
    }
    var told = unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
    if (order.request().strict()) {
      throw ApiFailure.badRequest(
          order.type().kind()
              + " in version \""
              + order.type().version()
              + "\" cannot be handled as a "
              + order.type().kind()
              + ": strict decoding error: "
              + String.join(", ", told));
    }
    order.warnings().addAll(told);
  }

  private static void checkKind(ResourceType type, ObjectNode object) {
    if (!object.path("kind").asText().equals(type.kind())
        || !object.path("apiVersion").asText().equals(type.apiVersion())) {
      throw ApiFailure.badRequest(
          "the object is a "
              + object.path("apiVersion").asText()
              + " "
              + object.path("kind").asText()
              + ", the path is that of a "
              + type.apiVersion()
              + " "
              + type.kind());
    }
  }

  private static void checkVersion(Order order, ObjectNode object, ObjectNode before) {
    var type = order.type();
    var given = object.path("metadata").path("resourceVersion").asText();
    if (given.isEmpty() && type.custom() && order.request().method().equals("PUT")) {
      throw ApiFailure.invalid(
          type,
          Json.name(object),
          List.of("metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"));
    }
    var uid = object.path("metadata").path("uid").asText();
    var live = before.path("metadata");
    if ((!given.isEmpty() && !given.equals(live.path("resourceVersion").asText()))
        || (!uid.isEmpty() && !uid.equals(live.path("uid").asText()))) {
      throw ApiFailure.stale(type, Json.name(object));
    }
  }

  /** Fills in the name and the namespace from the path. */
  private static void name(Order order, ObjectNode object) {
    var request = order.request();
    var metadata = Json.object(object, "metadata");
    var prefix = metadata.path("generateName").asText();
    if (Json.name(object).isEmpty() && !request.name().isEmpty()) {
      metadata.put("name", request.name());
    } else if (Json.name(object).isEmpty() && !prefix.isEmpty()) {
      metadata.put("name", prefix + UUID.randomUUID().toString().substring(0, 5));
    }
    if (!request.name().isEmpty() && !request.name().equals(Json.name(object))) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + Json.name(object)
              + ") does not match the name on the URL ("
              + request.name()
              + ")");
    }
    if (order.type().namespaced() && Json.namespace(object).isEmpty()) {
      metadata.put("namespace", request.namespace());
    }
    if (!Json.namespace(object).equals(request.namespace())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  /** The object as it will be kept, but for its version and owners. */
  private ObjectNode ready(Order order, ObjectNode object, @Nullable ObjectNode before) {
    var type = order.type();
    var whole = before == null ? object : parts(order, object, before);
    if (before == null && type.status()) {
      whole.remove("status");
    }
    metadata(type, whole, before);
    var rules = ObjectRules.of(type);
    var after = rules.defaulted(whole);
    var violations = rules.violations(after, before);
    if (!violations.isEmpty()) {
      throw ApiFailure.invalid(type, Json.name(after), violations);
    }
    if (before != null
        && hasGeneration(type)
        && !intent(type, before).equals(intent(type, after))) {
      var metadata = Json.object(after, "metadata");
      metadata.put("generation", metadata.path("generation").asLong(0) + 1);
    }
    return after;
  }

  /** A write to the status changes nothing else, and the other way round. */
  private static ObjectNode parts(Order order, ObjectNode object, ObjectNode before) {
    if (!order.type().status()) {
      return object;
    }
    var whole = order.ofStatus() ? before.deepCopy() : object;
    var status = order.ofStatus() ? object.get("status") : before.get("status");
    if (status == null) {
      whole.remove("status");
    } else {
      whole.set("status", status);
    }
    return whole;
  }

  private void metadata(ResourceType type, ObjectNode object, @Nullable ObjectNode before) {
    var metadata = Json.object(object, "metadata");
    metadata.remove(SET_BY_SERVER);
    metadata.remove(List.of("managedFields", "resourceVersion"));
    if (before == null) {
      metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
      if (hasGeneration(type)) {
        metadata.put("generation", 1);
      }
      return;
    }
    for (var name : SET_BY_SERVER) {
      var value = before.path("metadata").get(name);
      if (value != null) {
        metadata.set(name, value);
      }
    }
  }

  private static boolean hasGeneration(ResourceType type) {
    return type.custom() || GROUPS_WITH_GENERATION.contains(type.group());
  }

  /** What a user wants of an object: all but its metadata and its status. */
  private static ObjectNode intent(ResourceType type, ObjectNode object) {
    var intent = object.deepCopy();
    intent.remove("metadata");
    if (type.status()) {
      intent.remove("status");
    }
    return intent;
  }

  /** Keeps a changed object, or says that nothing changed. */
  private ObjectNode finish(Order order, ObjectNode before, ObjectNode after, Ownership ownership) {
    var managed = ownership.managedFields();
    var old = before.deepCopy();
    var oldManaged = Json.object(old, "metadata").remove("managedFields");
    Json.object(old, "metadata").remove("resourceVersion");
    boolean sameOwners = oldManaged == null ? managed.isEmpty() : managed.equals(oldManaged);
    if (old.equals(after) && sameOwners) {
      return before;
    }
    return keep(order, after, ownership);
  }

  private ObjectNode keep(Order order, ObjectNode after, Ownership ownership) {
    Json.object(after, "metadata").set("managedFields", ownership.managedFields());
    if (order.request().dryRun()) {
      return after;
    }
    if (ending(after) && after.path("metadata").path("finalizers").isEmpty()) {
      store.remove(order.type().storage(), after);
      return after;
    }
    return store.put(order.type().storage(), after);
  }

  private static boolean ending(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  /** Deletes an object, or marks it as ending while it has finalizers. */
  ObjectNode delete(Order order, ObjectNode object) {
    if (order.request().dryRun()) {
      return object;
    }
    var storage = order.type().storage();
    if (object.path("metadata").path("finalizers").isEmpty()) {
      store.remove(storage, object);
      return object;
    }
    if (ending(object)) {
      return object;
    }
    var marked = object.deepCopy();
    var metadata = Json.object(marked, "metadata");
    metadata.put("deletionTimestamp", now()).put("deletionGracePeriodSeconds", 0);
    if (metadata.has("generation")) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
    return store.put(storage, marked);
  }
}
