package io.signalbox.deploy;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects that Helm made of the chart. */
record Rendered(List<JsonNode> objects) {
  private static final YAMLMapper YAML = new YAMLMapper();

  static Rendered of(String text) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      var all = documents.readAll();
      return new Rendered(all.stream().filter(document -> document.isObject()).toList());
    }
  }

  static JsonNode tree(String yaml) {
    return YAML.readTree(yaml);
  }

  List<JsonNode> all(String kind) {
    return objects.stream().filter(each -> each.path("kind").asString("").equals(kind)).toList();
  }

  /** The only object of a kind. */
  JsonNode only(String kind) {
    var found = all(kind);
    if (found.size() != 1) {
      throw new AssertionError("%d objects of kind %s".formatted(found.size(), kind));
    }
    return found.getFirst();
  }

  Optional<JsonNode> find(String kind, String name) {
    return all(kind).stream().filter(each -> name(each).equals(name)).findFirst();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }

  JsonNode service(String name) {
    return find("Service", name).orElseThrow(() -> new AssertionError("no Service " + name));
  }

  /** The numbers of a Service's ports. */
  static List<Integer> ports(JsonNode service) {
    return service.at("/spec/ports").valueStream().map(port -> port.path("port").asInt()).toList();
  }

  JsonNode podTemplate() {
    return only("Deployment").at("/spec/template");
  }

  JsonNode pod() {
    return podTemplate().path("spec");
  }

  JsonNode container() {
    return pod().path("containers").get(0);
  }

  List<String> args() {
    return container().path("args").valueStream().map(arg -> arg.asString("")).toList();
  }

  /** The router's document. */
  String config() {
    return only("ConfigMap").at("/data/config.yaml").asString("");
  }
}
