package io.signalbox.e2e;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the router of a tier makes of its pool and its route, as a document of its own. */
final class TierConfig {
  private static final String FILE = "examples/tier-aware/pools-and-routes.yaml";

  private TierConfig() {}

  static Path of(String tier, int modelPort, int gatewayPort) {
    var pool = spec("IntelligentPool", tier);
    var route = spec("IntelligentRoute", tier);
    var names =
        ((List<?>) DeployedValues.at(pool, "models"))
            .stream().map(model -> DeployedValues.at(model, "name")).toList();
    var document = new LinkedHashMap<String, Object>();
    document.put("version", "v0.3");
    document.put("listeners", List.of(Map.of("address", "127.0.0.1", "port", gatewayPort)));
    document.put(
        "providers",
        Map.of(
            "defaults",
            Map.of("default_model", DeployedValues.at(pool, "defaultModel")),
            "models",
            names.stream().map(name -> provider(name, modelPort)).toList()));
    document.put("routing", routing(names, route));
    return DeployedValues.file(document);
  }

  private static Map<String, Object> provider(Object name, int port) {
    var backend = Map.of("name", "simulator", "endpoint", "127.0.0.1:" + port);
    return Map.of("name", name, "backend_refs", List.of(backend));
  }

  private static Map<String, Object> routing(List<?> names, Object route) {
    var keyword = DeployedValues.at(route, "signals", "keywords", 0);
    var decision = DeployedValues.at(route, "decisions", 0);
    return Map.of(
        "modelCards",
        names.stream().map(name -> Map.of("name", name)).toList(),
        "signals",
        Map.of(
            "keywords",
            List.of(
                Map.of(
                    "name", DeployedValues.at(keyword, "name"),
                    "operator", DeployedValues.at(keyword, "operator"),
                    "keywords", DeployedValues.at(keyword, "keywords")))),
        "decisions",
        List.of(
            Map.of(
                "name", DeployedValues.at(decision, "name"),
                "priority", DeployedValues.at(decision, "priority"),
                "rules", DeployedValues.at(decision, "signals"),
                "modelRefs",
                    List.of(
                        Map.of("model", DeployedValues.at(decision, "modelRefs", 0, "model"))))));
  }

  private static Object spec(String kind, String tier) {
    return DeployedValues.documents(FILE).stream()
        .filter(document -> DeployedValues.at(document, "kind").equals(kind))
        .filter(document ->
            DeployedValues.at(document, "metadata", "namespace").equals("semantic-router-" + tier))
        .map(document -> DeployedValues.at(document, "spec"))
        .findFirst()
        .orElseThrow();
  }
}
