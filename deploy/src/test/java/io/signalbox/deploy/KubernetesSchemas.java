package io.signalbox.deploy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The schemas of a Kubernetes version, which know every field: one that is not there is an error.
 * They come with the Python package {@code kubernetes-validate}.
 */
final class KubernetesSchemas {
  /** Kinds that other projects define; the built-in schemas do not know them. */
  private static final Set<String> FOREIGN = Set.of("monitoring.coreos.com/v1");

  private static final String BASE = "https://kubernetes.example/";
  private final Path folder;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new HashMap<>();

  private KubernetesSchemas(Path folder) {
    this.folder = folder;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(this::content));
  }

  /** Of a version such as {@code 1.34}. */
  static KubernetesSchemas of(String version) {
    return new KubernetesSchemas(
        Project.part(
            "schemas of Kubernetes " + version,
            "kubernetes-validate/kubernetes_validate/kubernetes-json-schema/v%s.0-local-strict"
                .formatted(version)));
  }

  /** What is wrong with an object, in words. */
  List<String> problems(JsonNode object) {
    var version = object.path("apiVersion").asString("");
    var kind = object.path("kind").asString("");
    if (FOREIGN.contains(version)) {
      return List.of();
    }
    var file = file(version, kind);
    if (!Files.exists(folder.resolve(file))) {
      return List.of("no such kind: %s %s".formatted(version, kind));
    }
    var problems = new ArrayList<String>();
    schemas
        .computeIfAbsent(file, name -> registry.getSchema(SchemaLocation.of(BASE + name)))
        .validate(object.toString(), InputFormat.JSON)
        .forEach(error -> problems.add(kind + " " + error));
    return problems;
  }

  /** {@code networking.k8s.io/v1} Ingress is in {@code ingress-networking-v1.json}. */
  private static String file(String version, String kind) {
    var slash = version.indexOf('/');
    var group = slash < 0 ? "" : version.substring(0, slash).replaceFirst("\\..*", "") + "-";
    return "%s-%s%s.json"
        .formatted(kind.toLowerCase(Locale.ROOT), group, version.substring(slash + 1));
  }

  /** References are written as paths below {@code /api/}. */
  private String content(String iri) {
    var path = iri.replaceFirst("^https?://[^/]*/(api/)?", "").replaceFirst("#.*", "");
    var file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      return "";
    }
    return Project.text(file).replaceFirst("\"\\$id\": \"[^\"]*\"", "\"title\": \"\"");
  }
}
