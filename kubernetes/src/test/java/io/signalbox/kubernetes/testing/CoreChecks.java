package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of built-in kinds, those that somebody who writes such objects may run into. */
final class CoreChecks {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Pattern FILE_KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
  private static final Set<String> NAMED_FREELY =
      Set.of("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");
  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet");

  private final JsonNode object;
  private final @Nullable JsonNode before;
  private final List<String> wrong = new ArrayList<>();

  private CoreChecks(JsonNode object, @Nullable JsonNode before) {
    this.object = object;
    this.before = before;
  }

  /**
   * What is wrong with an object, each as {@code field: what}; {@code before} is null for a new
   * one.
   */
  static List<String> violations(JsonNode object, @Nullable JsonNode before) {
    var checks = new CoreChecks(object, before);
    checks.metadata();
    checks.kind();
    return checks.wrong;
  }

  /** What holds for custom resources as well. */
  static List<String> violationsOfMetadata(JsonNode object) {
    var checks = new CoreChecks(object, null);
    checks.metadata();
    return checks.wrong;
  }

  private void kind() {
    var kind = object.path("kind").asText();
    if (WORKLOADS.contains(kind)) {
      workload();
    }
    switch (kind) {
      case "Service" -> service();
      case "Pod" -> new PodChecks(wrong, "spec", object.path("spec")).check();
      case "HorizontalPodAutoscaler" -> autoscaler();
      case "PersistentVolumeClaim" -> claim();
      case "ConfigMap", "Secret" -> files(kind);
      case "PodDisruptionBudget" -> budget();
      default -> {}
    }
  }

  private void metadata() {
    var metadata = object.path("metadata");
    var name = Json.name(object);
    var kind = object.path("kind").asText();
    if (name.isEmpty()) {
      wrong.add("metadata.name: Required value: name or generateName is required");
    } else if (!NAMED_FREELY.contains(kind)) {
      var pattern =
          switch (kind) {
            case "Service" -> SERVICE;
            case "Namespace" -> LABEL;
            default -> SUBDOMAIN;
          };
      matches(pattern, name, "metadata.name");
      if (name.length() > 253) {
        wrong.add("metadata.name: Too long: may not be more than 253 bytes");
      }
    }
    labels("metadata.labels", metadata.path("labels"));
    int i = 0;
    for (var owner : metadata.path("ownerReferences")) {
      for (var field : List.of("apiVersion", "kind", "name", "uid")) {
        required("metadata.ownerReferences[" + i + "]." + field, owner.path(field));
      }
      i++;
    }
  }

  private void labels(String path, JsonNode labels) {
    for (var label : labels.properties()) {
      matches(LABEL_VALUE, label.getValue().asText(), path);
    }
  }

  private void matches(Pattern pattern, String value, String path) {
    if (!pattern.matcher(value).matches()) {
      wrong.add(path + ": Invalid value: \"" + value + "\": must match " + pattern.pattern());
    }
  }

  private void required(String path, JsonNode value) {
    if (value.asText().isEmpty() && value.isEmpty()) {
      wrong.add(path + ": Required value");
    }
  }

  private void immutable(String path, JsonNode now, JsonNode then) {
    if (!now.equals(then)) {
      wrong.add(path + ": Invalid value: " + now + ": field is immutable");
    }
  }

  private void workload() {
    var spec = object.path("spec");
    var selector = spec.path("selector");
    var labels = spec.path("template").path("metadata").path("labels");
    required("spec.selector", selector);
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        wrong.add(
            "spec.template.metadata.labels: Invalid value: "
                + labels
                + ": `selector` does not match template `labels`");
      }
    }
    if (before != null) {
      immutable("spec.selector", selector, before.path("spec").path("selector"));
    }
    if (spec.path("replicas").asInt() < 0) {
      wrong.add("spec.replicas: Invalid value: must be greater than or equal to 0");
    }
    labels("spec.template.metadata.labels", labels);
    new PodChecks(wrong, "spec.template.spec", spec.path("template").path("spec")).check();
  }

  private void service() {
    var ports = object.path("spec").path("ports");
    var names = new HashSet<String>();
    var numbers = new HashSet<String>();
    boolean external = object.path("spec").path("type").asText().equals("ExternalName");
    if (ports.isEmpty()
        && !external
        && !object.path("spec").path("clusterIP").asText().equals("None")) {
      wrong.add("spec.ports: Required value");
    }
    for (int i = 0; i < ports.size(); i++) {
      var port = ports.get(i);
      var path = "spec.ports[" + i + "]";
      var name = port.path("name").asText();
      PodChecks.port(wrong, path + ".port", port.path("port"));
      if (port.path("targetPort").isIntegralNumber()) {
        PodChecks.port(wrong, path + ".targetPort", port.path("targetPort"));
      }
      if (ports.size() > 1 && name.isEmpty()) {
        wrong.add(path + ".name: Required value");
      }
      if (!name.isEmpty()) {
        matches(LABEL, name, path + ".name");
        unique(names, name, path + ".name");
      }
      unique(numbers, port.path("port") + "/" + port.path("protocol").asText(), path);
    }
    if (before != null) {
      immutable(
          "spec.clusterIP",
          object.path("spec").path("clusterIP"),
          before.path("spec").path("clusterIP"));
    }
  }

  private void unique(Set<String> seen, String value, String path) {
    if (!seen.add(value)) {
      wrong.add(path + ": Duplicate value: \"" + value + "\"");
    }
  }

  private void autoscaler() {
    var spec = object.path("spec");
    int least = spec.path("minReplicas").asInt();
    int most = spec.path("maxReplicas").asInt();
    required("spec.scaleTargetRef.kind", spec.path("scaleTargetRef").path("kind"));
    required("spec.scaleTargetRef.name", spec.path("scaleTargetRef").path("name"));
    if (least < 1) {
      wrong.add(
          "spec.minReplicas: Invalid value: " + least + ": must be greater than or equal to 1");
    }
    if (most < 1) {
      wrong.add("spec.maxReplicas: Invalid value: " + most + ": must be greater than 0");
    }
    if (most < least) {
      wrong.add(
          "spec.maxReplicas: Invalid value: "
              + most
              + ": must be greater than or equal to `minReplicas`");
    }
  }

  private void claim() {
    var spec = object.path("spec");
    required("spec.accessModes", spec.path("accessModes"));
    required(
        "spec.resources.requests.storage", spec.path("resources").path("requests").path("storage"));
    if (before == null) {
      return;
    }
    for (var field : List.of("accessModes", "storageClassName", "volumeMode", "selector")) {
      if (!spec.path(field).equals(before.path("spec").path(field))) {
        wrong.add(
            "spec: Forbidden: spec is immutable after creation except resources.requests and"
                + " volumeAttributesClassName for bound claims");
        return;
      }
    }
  }

  private void files(String kind) {
    for (var field : List.of("data", "binaryData")) {
      for (var file : object.path(field).properties()) {
        matches(FILE_KEY, file.getKey(), field + "[" + file.getKey() + "]");
      }
    }
    if (before != null && kind.equals("Secret")) {
      immutable("type", object.path("type"), before.path("type"));
    }
    if (before != null && before.path("immutable").asBoolean()) {
      immutable("data", object.path("data"), before.path("data"));
    }
  }

  private void budget() {
    var spec = object.path("spec");
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      wrong.add("spec: Invalid value: minAvailable and maxUnavailable cannot be both set");
    }
  }
}
