package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the stand-in, their versions, and the latest changes, which watches start from. Objects in it are
 * never changed, only replaced. Not for several threads at once.
 */
final class ApiStore {
  private static final int KEPT_CHANGES = 20_000;

  /** An object that came (no state before), changed, or went (no state after). */
  record Change(
      long version, String storage, @Nullable ObjectNode before, @Nullable ObjectNode after) {}

  private final Map<String, TreeMap<String, ObjectNode>> objects = new HashMap<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private long version = 1;
  private long oldestKept = 1;

  long version() {
    return version;
  }

  void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  @Nullable ObjectNode get(String storage, String namespace, String name) {
    return of(storage).get(namespace + "/" + name);
  }

  List<ObjectNode> list(String storage, Predicate<? super ObjectNode> wanted) {
    return of(storage).values().stream().filter(wanted).toList();
  }

  private TreeMap<String, ObjectNode> of(String storage) {
    return objects.computeIfAbsent(storage, _ -> new TreeMap<>());
  }

  /** Keeps an object, under a new version that it is given. */
  ObjectNode put(String storage, ObjectNode object) {
    version++;
    Json.object(object, "metadata").put("resourceVersion", Long.toString(version));
    var before = of(storage).put(key(object), object);
    tell(new Change(version, storage, before, object));
    return object;
  }

  /** Drops an object; watches see it with the version of its end. */
  void remove(String storage, ObjectNode object) {
    version++;
    of(storage).remove(key(object));
    var last = object.deepCopy();
    Json.object(last, "metadata").put("resourceVersion", Long.toString(version));
    tell(new Change(version, storage, last, null));
  }

  /** Drops what is in a namespace. */
  void removeNamespace(String namespace) {
    for (var storage : List.copyOf(objects.keySet())) {
      list(storage, object -> Json.namespace(object).equals(namespace))
          .forEach(object -> remove(storage, object));
    }
  }

  /** Drops all objects of a kind. */
  void removeAll(String storage) {
    list(storage, _ -> true).forEach(object -> remove(storage, object));
  }

  private static String key(ObjectNode object) {
    return Json.namespace(object) + "/" + Json.name(object);
  }

  private void tell(Change change) {
    changes.add(change);
    if (changes.size() > KEPT_CHANGES) {
      oldestKept = changes.remove().version();
    }
    listeners.forEach(listener -> listener.accept(change));
  }

  /** Forgets all changes, so that watches from an older version are refused. */
  void forgetChanges() {
    changes.clear();
    oldestKept = version;
  }

  /** The changes after a version; a failure when they are not kept any more. */
  List<Change> since(long from) {
    if (from < oldestKept) {
      throw new ApiFailure(
          410, "Expired", "too old resource version: " + from + " (" + oldestKept + ")");
    }
    return changes.stream().filter(change -> change.version() > from).toList();
  }
}
