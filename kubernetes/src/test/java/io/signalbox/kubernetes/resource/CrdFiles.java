package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the CRD files from the records, and knows where they lie in the repository. */
public final class CrdFiles {
  private static final String HEAD =
      "# Made from the records in io.signalbox.kubernetes.resource by CrdFilesTest. Do not edit.\n";

  /** The order in which the keys of a schema are written; other keys follow, sorted. */
  private static final List<String> KEYS =
      List.of(
          "apiVersion", "kind", "metadata", "name", "description", "type", "format", "enum",
          "default", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems",
          "maxItems", "required");

  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

  private static final Path RESOURCES =
      Path.of("kubernetes/src/main/resources/io/signalbox/kubernetes/crds");
  private static final Path CHART = Path.of("deploy/helm/semantic-router/crds");
  private static final Path OPERATOR = Path.of("deploy/operator/crds");

  private CrdFiles() {}

  /** Returns the text of each CRD file by its path in the repository. */
  public static Map<Path, String> generated() {
    var files = new TreeMap<Path, String>();
    put(files, SemanticRouter.class, RESOURCES, OPERATOR);
    put(files, IntelligentPool.class, RESOURCES, CHART, OPERATOR);
    put(files, IntelligentRoute.class, RESOURCES, CHART, OPERATOR);
    return files;
  }

  private static void put(
      Map<Path, String> files, Class<? extends CustomResource<?, ?>> type, Path... folders) {
    var text = text(type);
    for (var folder : folders) {
      files.put(folder.resolve(HasMetadata.getFullResourceName(type) + ".yaml"), text);
    }
  }

  /** Returns the CRD of a custom resource as YAML. */
  public static String text(Class<? extends CustomResource<?, ?>> type) {
    var found = new ArrayList<CustomResourceDefinition>();
    new CRDGenerator()
        .customResourceClasses(List.of(type))
        .forCRDVersions("v1")
        .withOutput(new Discarded())
        .withPostProcessor(
            new io.fabric8.crdv2.generator.CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String version) {
                found.add((CustomResourceDefinition) crd);
                return crd;
              }
            })
        .generate();
    var crd = found.getFirst();
    CrdRefinement.refine(crd, type);
    try {
      return HEAD + YAML.writeValueAsString(ordered(YAML.convertValue(crd, Map.class)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a CRD cannot be written as YAML", e);
    }
  }

  /** The generator writes minimum and maximum as 1.0; whole numbers are easier to read. */
  private static Object ordered(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>(CrdFiles::compare);
        map.forEach((key, item) -> sorted.put((String) key, ordered(item)));
        yield new LinkedHashMap<>(sorted);
      }
      case List<?> list -> list.stream().map(CrdFiles::ordered).toList();
      case Double number when number == Math.rint(number) -> (Object) number.longValue();
      default -> value;
    };
  }

  private static int compare(String left, String right) {
    var order = Integer.compare(rank(left), rank(right));
    return order == 0 ? left.compareTo(right) : order;
  }

  private static int rank(String key) {
    var rank = KEYS.indexOf(key);
    return rank < 0 ? KEYS.size() : rank;
  }

  /** The files are written from the model after its refinement, not from what is printed here. */
  private static final class Discarded
      implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    @Override
    public ByteArrayOutputStream outputFor(String name) {
      return new ByteArrayOutputStream();
    }

    @Override
    public void close() {}
  }
}
