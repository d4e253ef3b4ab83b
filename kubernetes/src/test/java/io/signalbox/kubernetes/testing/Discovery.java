package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The documents by which clients find out what a server serves. */
final class Discovery {
  private static final List<String> VERBS =
      List.of(
          "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final ResourceTypes types;

  Discovery(ResourceTypes types) {
    this.types = types;
  }

  /** The document at a path, if there is one. */
  Optional<ObjectNode> document(String path) {
    return switch (path) {
      case "/api" -> Optional.of(coreVersions());
      case "/apis" -> Optional.of(groups());
      case "/version" -> Optional.of(version());
      default -> path.startsWith("/api") ? below(path.split("/")) : Optional.empty();
    };
  }

  /** {@code /api/VERSION}, {@code /apis/GROUP} and {@code /apis/GROUP/VERSION}. */
  private Optional<ObjectNode> below(String[] parts) {
    if (parts[1].equals("api")) {
      return parts.length == 3 ? resources("", parts[2]) : Optional.empty();
    }
    return switch (parts.length) {
      case 3 -> group(parts[2]);
      case 4 -> resources(parts[2], parts[3]);
      default -> Optional.empty();
    };
  }

  private static ObjectNode version() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("major", "1")
        .put("minor", "34")
        .put("gitVersion", "v1.34.0+standin")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode coreVersions() {
    var document = JsonNodeFactory.instance.objectNode().put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    return document;
  }

  private ObjectNode groups() {
    var document =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "APIGroupList")
            .put("apiVersion", "v1");
    var list = document.putArray("groups");
    types.all().stream()
        .map(ResourceType::group)
        .filter(group -> !group.isEmpty())
        .distinct()
        .forEach(group -> group(group).ifPresent(list::add));
    return document;
  }

  private Optional<ObjectNode> group(String name) {
    var versions =
        types.all().stream()
            .filter(type -> type.group().equals(name))
            .map(ResourceType::version)
            .distinct()
            .toList();
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    var group =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "APIGroup")
            .put("apiVersion", "v1")
            .put("name", name);
    var list = group.putArray("versions");
    for (var version : versions) {
      list.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group.set("preferredVersion", list.get(0));
    return Optional.of(group);
  }

  private Optional<ObjectNode> resources(String group, String version) {
    var found =
        types.all().stream()
            .filter(type -> type.group().equals(group) && type.version().equals(version))
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var document =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    var list = document.putArray("resources");
    for (var type : found) {
      var resource = list.addObject();
      resource.put("name", type.plural()).put("singularName", type.singular());
      resource.put("namespaced", type.namespaced()).put("kind", type.kind());
      var verbs = resource.putArray("verbs");
      VERBS.forEach(verbs::add);
      if (type.status()) {
        var status = list.addObject().put("name", type.plural() + "/status");
        status.put("singularName", "").put("namespaced", type.namespaced());
        status.put("kind", type.kind()).putArray("verbs").add("get").add("patch").add("update");
      }
    }
    return Optional.of(document);
  }
}
