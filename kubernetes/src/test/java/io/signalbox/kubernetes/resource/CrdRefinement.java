package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Adds to a generated schema what the generator of fabric8 has no annotation for.
 *
 * <ul>
 *   <li>{@link OneOf}: the generator makes an enum only from a Java enum. Our fields stay strings.
 *   <li>{@link UniqueBy}: there is no annotation for lists of type map.
 *   <li>Raw objects: the generator writes {@code additionalProperties} beside {@code
 *       x-kubernetes-preserve-unknown-fields}, which the API server forbids, and for a list it marks
 *       the list and not its items.
 *   <li>Whole numbers get the bounds of an int: one resource with a greater number would stop the
 *       informer that reads it.
 *   <li>Types of the core API: the classes of fabric8 do not say which fields are required.
 *   <li>Printer columns: the generator sorts them; here they keep the order of the annotations.
 * </ul>
 */
final class CrdRefinement {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))"
          + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

  private static final Map<String, List<String>> REQUIRED_IN_CORE =
      Map.ofEntries(
          Map.entry("AppArmorProfile", List.of("type")),
          Map.entry(
              "Condition", List.of("lastTransitionTime", "message", "reason", "status", "type")),
          Map.entry("ConfigMapKeySelector", List.of("key")),
          Map.entry("EnvVar", List.of("name")),
          Map.entry("FileKeySelector", List.of("key", "path", "volumeName")),
          Map.entry("HTTPHeader", List.of("name", "value")),
          Map.entry("LabelSelectorRequirement", List.of("key", "operator")),
          Map.entry("NodeSelector", List.of("nodeSelectorTerms")),
          Map.entry("NodeSelectorRequirement", List.of("key", "operator")),
          Map.entry("ObjectFieldSelector", List.of("fieldPath")),
          Map.entry("PodAffinityTerm", List.of("topologyKey")),
          Map.entry("PreferredSchedulingTerm", List.of("preference", "weight")),
          Map.entry("ResourceClaim", List.of("name")),
          Map.entry("ResourceFieldSelector", List.of("resource")),
          Map.entry("SeccompProfile", List.of("type")),
          Map.entry("SecretKeySelector", List.of("key")),
          Map.entry("Sysctl", List.of("name", "value")),
          Map.entry("WeightedPodAffinityTerm", List.of("podAffinityTerm", "weight")));

  private CrdRefinement() {}

  /** Changes the CRD in place. */
  static void refine(
      CustomResourceDefinition crd, Class<? extends CustomResource<?, ?>> type) {
    var version = crd.getSpec().getVersions().getFirst();
    var columns =
        Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    version
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> columns.indexOf(column.getName())));
    version.getAdditionalPrinterColumns().forEach(CrdRefinement::plain);
    var root = version.getSchema().getOpenAPIV3Schema();
    root.setDescription("The kind " + type.getSimpleName() + " of vllm.ai/v1alpha1.");
    var ends = MAPPER.getTypeFactory().findTypeParameters(
        MAPPER.constructType(type), CustomResource.class);
    visit(root.getProperties().get("spec"), ends[0]);
    visit(root.getProperties().get("status"), ends[1]);
  }

  /** Priority 0 is what the API server assumes anyhow. */
  private static void plain(CustomResourceColumnDefinition column) {
    column.setPriority(null);
  }

  private static void visit(JSONSchemaProps schema, JavaType type) {
    if (type.isCollectionLikeType()) {
      visit(schema.getItems().getSchema(), type.getContentType());
    } else if (type.isMapLikeType()) {
      if (schema.getAdditionalProperties() != null) {
        visit(schema.getAdditionalProperties().getSchema(), type.getContentType());
      }
    } else if (type.hasRawClass(Quantity.class)) {
      schema.setPattern(QUANTITY);
    } else if (type.hasRawClass(Integer.class)) {
      bound(schema);
    } else if (type.hasRawClass(Long.class)) {
      schema.setFormat("int64");
    } else if (schema.getProperties() != null) {
      visitFields(schema, type);
    }
  }

  /** The API server reads the format int32 as a hint and lets greater numbers pass. */
  private static void bound(JSONSchemaProps schema) {
    schema.setFormat("int32");
    if (schema.getMinimum() == null) {
      schema.setMinimum((double) Integer.MIN_VALUE);
    }
    if (schema.getMaximum() == null) {
      schema.setMaximum((double) Integer.MAX_VALUE);
    }
  }

  private static void visitFields(JSONSchemaProps schema, JavaType type) {
    var required = REQUIRED_IN_CORE.get(type.getRawClass().getSimpleName());
    var core = !type.getRawClass().isRecord();
    if (core && required != null) {
      schema.setRequired(required);
    }
    var bean = MAPPER.getSerializationConfig().introspect(type);
    for (var field : bean.findProperties()) {
      var child = schema.getProperties().get(field.getName());
      if (child == null) {
        continue;
      }
      if (core) {
        child.setDescription(null);
      }
      refineField(child, field);
    }
  }

  private static void refineField(JSONSchemaProps schema, BeanPropertyDefinition field) {
    var member = field.getAccessor();
    var raw = member.getAnnotation(PreserveUnknownFields.class) != null;
    if (raw) {
      var object = field.getPrimaryType().isCollectionLikeType() ? itemsOf(schema) : schema;
      object.setAdditionalProperties(null);
      object.setXKubernetesPreserveUnknownFields(true);
      return;
    }
    var values = member.getAnnotation(OneOf.class);
    if (values != null) {
      var number = field.getPrimaryType().hasRawClass(Integer.class);
      schema.setEnum(
          Arrays.stream(values.value()).map(value -> node(value, number)).toList());
    }
    var unique = member.getAnnotation(UniqueBy.class);
    if (unique != null) {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(unique.value()));
    }
    visit(schema, field.getPrimaryType());
  }

  private static JSONSchemaProps itemsOf(JSONSchemaProps list) {
    list.setXKubernetesPreserveUnknownFields(null);
    return list.getItems().getSchema();
  }

  private static JsonNode node(String value, boolean number) {
    return number ? NODES.numberNode(Integer.parseInt(value)) : NODES.textNode(value);
  }
}
