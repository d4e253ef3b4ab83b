package io.signalbox.kubernetes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What the server fills into built-in kinds. Only what a client that compares with its own wishes may stumble over. */
final class CoreDefaults {
  private CoreDefaults() {}

  /** Fills in the defaults of an object. */
  static void fill(ObjectNode object) {
    switch (object.path("kind").asText()) {
      case "Namespace" -> namespace(object);
      case "CustomResourceDefinition" -> definition(object);
      case "Deployment" -> deployment(Json.object(object, "spec"));
      case "Service" -> service(Json.object(object, "spec"));
      case "PersistentVolumeClaim" -> absent(Json.object(object, "spec"), "volumeMode", "Filesystem");
      case "HorizontalPodAutoscaler" -> absent(Json.object(object, "spec"), "minReplicas", 1);
      case "Secret" -> secret(object);
      case "Pod" -> pod(Json.object(object, "spec"));
      default -> {}
    }
  }

  private static void absent(ObjectNode object, String name, Object value) {
    if (!object.hasNonNull(name)) {
      object.set(name, Json.MAPPER.valueToTree(value));
    }
  }

  private static void namespace(ObjectNode object) {
    absent(Json.object(object, "status"), "phase", "Active");
    var labels = Json.object(Json.object(object, "metadata"), "labels");
    labels.put("kubernetes.io/metadata.name", Json.name(object));
  }

  /** A definition is served at once. */
  private static void definition(ObjectNode object) {
    var status = Json.object(object, "status");
    var names = object.path("spec").path("names");
    if (Json.object(object, "spec").path("names") instanceof ObjectNode inSpec) {
      absent(inSpec, "singular", names.path("kind").asText().toLowerCase(Locale.ROOT));
      absent(inSpec, "listKind", names.path("kind").asText() + "List");
    }
    status.set("acceptedNames", names);
    if (!status.has("conditions")) {
      var conditions = status.putArray("conditions");
      for (var type : List.of("NamesAccepted", "Established")) {
        conditions.addObject().put("type", type).put("status", "True");
      }
    }
    if (!status.has("storedVersions")) {
      var stored = status.putArray("storedVersions");
      for (var version : object.path("spec").path("versions")) {
        if (version.path("storage").asBoolean()) {
          stored.add(version.path("name").asText());
        }
      }
    }
  }

  private static void secret(ObjectNode object) {
    absent(object, "type", "Opaque");
  }

  private static void service(ObjectNode spec) {
    absent(spec, "type", "ClusterIP");
    absent(spec, "sessionAffinity", "None");
    absent(spec, "internalTrafficPolicy", "Cluster");
    absent(spec, "ipFamilyPolicy", "SingleStack");
    if (!spec.has("clusterIP")) {
      spec.put("clusterIP", "10.0." + (spec.hashCode() & 127) + "." + (1 + (spec.hashCode() >> 8 & 127)));
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
      spec.putArray("ipFamilies").add("IPv4");
    }
    for (var port : spec.path("ports")) {
      absent((ObjectNode) port, "protocol", "TCP");
      absent((ObjectNode) port, "targetPort", port.path("port"));
    }
  }

  private static void deployment(ObjectNode spec) {
    absent(spec, "replicas", 1);
    absent(spec, "revisionHistoryLimit", 10);
    absent(spec, "progressDeadlineSeconds", 600);
    var strategy = Json.object(spec, "strategy");
    absent(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      var rolling = Json.object(strategy, "rollingUpdate");
      absent(rolling, "maxSurge", "25%");
      absent(rolling, "maxUnavailable", "25%");
    }
    pod(Json.object(Json.object(spec, "template"), "spec"));
  }

  private static void pod(ObjectNode spec) {
    absent(spec, "restartPolicy", "Always");
    absent(spec, "dnsPolicy", "ClusterFirst");
    absent(spec, "schedulerName", "default-scheduler");
    absent(spec, "terminationGracePeriodSeconds", 30);
    Json.object(spec, "securityContext");
    if (spec.hasNonNull("serviceAccountName")) {
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    }
    for (var list : List.of("containers", "initContainers")) {
      for (var container : spec.path(list)) {
        container((ObjectNode) container);
      }
    }
    for (var volume : spec.path("volumes")) {
      for (var source : List.of("configMap", "secret")) {
        if (volume.get(source) instanceof ObjectNode files) {
          absent(files, "defaultMode", 420);
        }
      }
    }
  }

  private static void container(ObjectNode container) {
    absent(container, "terminationMessagePath", "/dev/termination-log");
    absent(container, "terminationMessagePolicy", "File");
    Json.object(container, "resources");
    var image = container.path("image").asText();
    boolean latest = image.endsWith(":latest") || !image.contains(":");
    absent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
    if (container.get("ports") instanceof ArrayNode ports) {
      ports.forEach(port -> absent((ObjectNode) port, "protocol", "TCP"));
    }
    for (var name : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      if (container.get(name) instanceof ObjectNode probe) {
        probe(probe);
      }
    }
    for (JsonNode variable : container.path("env")) {
      if (variable.path("valueFrom").get("fieldRef") instanceof ObjectNode field) {
        absent(field, "apiVersion", "v1");
      }
    }
  }

  private static void probe(ObjectNode probe) {
    absent(probe, "timeoutSeconds", 1);
    absent(probe, "periodSeconds", 10);
    absent(probe, "successThreshold", 1);
    absent(probe, "failureThreshold", 3);
    if (probe.get("httpGet") instanceof ObjectNode get) {
      absent(get, "scheme", "HTTP");
      absent(get, "path", "/");
    }
  }
}
