package io.signalbox.gateways.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.gateways.doctor.Finding.Outcome;
import io.signalbox.kubernetes.testing.Cluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The doctor in a cluster: a stand-in, or a real API server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KubernetesReaderTest {
  private final Cluster cluster = Cluster.open();
  private String namespace = "";
  private String models = "";

  @BeforeAll
  void setUp() throws IOException {
    for (var kind :
        List.of(
            Kind.GATEWAY, Kind.HTTP_ROUTE, Kind.AGENTGATEWAY_BACKEND, Kind.AGENTGATEWAY_POLICY)) {
      cluster.installCrd(definition(kind));
    }
    namespace = cluster.namespace("doctor");
    models = cluster.namespace("models");
    try (var file = Ward.class.getResourceAsStream("healthy.yaml")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      for (var part : text.split("(?m)^---$", -1)) {
        create(
            // A class of nobody's, since a controller would write a status of its own.
            part.replace("gatewayClassName: agentgateway", "gatewayClassName: signalbox-tests")
                .replace("namespace: ai", "namespace: " + namespace)
                .replace("namespace: models", "namespace: " + models)
                .replace(".models.svc", "." + models + ".svc"));
      }
    }
  }

  /** A definition that takes everything, for a cluster that has none. */
  private static String definition(Kind kind) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: %1$s.%2$s
      annotations: {api-approved.kubernetes.io: "unapproved, for tests"}
    spec:
      group: %2$s
      scope: Namespaced
      names: {kind: %3$s, plural: %1$s, singular: %4$s}
      versions:
        - name: %5$s
          served: true
          storage: true
          subresources: {status: {}}
          schema:
            openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
    """
        .formatted(
            kind.plural(),
            kind.group(),
            kind.name(),
            kind.name().toLowerCase(Locale.ROOT),
            kind.version());
  }

  private void create(String yaml) {
    var client = cluster.client();
    var object =
        client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
    var made = client.resource(object).create();
    var status = object.get("status");
    if (status != null) {
      made.setAdditionalProperty("status", timed(status));
      client.resource(made).updateStatus();
    }
  }

  /** The conditions with the time that real definitions ask for. */
  private static Object timed(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, inner) -> copy.put(key.toString(), timed(inner)));
        if (copy.containsKey("reason")) {
          copy.putIfAbsent("lastTransitionTime", "2026-01-01T00:00:00Z");
          copy.putIfAbsent("message", "");
        }
        if (copy.containsKey("parentRef") || copy.containsKey("conditions")) {
          copy.putIfAbsent("controllerName", "signalbox.test/doctor");
        }
        yield copy;
      }
      case List<?> list -> list.stream().map(KubernetesReaderTest::timed).toList();
      default -> value;
    };
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  private KubernetesReader reader() {
    return new KubernetesReader(cluster.client(), Duration.ofSeconds(5));
  }

  private Report examined() {
    var targets = new Targets(namespace, null, "semantic-router", null, null, null, List.of());
    var patient =
        new Patient(
            targets,
            Optional.of(reader()),
            address -> {
              throw new AssertionError("nothing outside of the cluster is asked: " + address);
            });
    return new Report(Examination.of(patient));
  }

  @Test
  void whatTheClusterTellsIsUnderstood() {
    var report = examined();
    assertThat(report.findings())
        .as(report.text())
        .filteredOn(one -> one.outcome() == Outcome.OK)
        .extracting(Finding::check)
        .contains("gateway", "routes", "backends", "policy", "modes", "config");
    assertThat(report.findings())
        .filteredOn(one ->
            List.of("gateway", "routes", "backends", "policy", "modes").contains(one.check()))
        .as(report.text())
        .allMatch(one -> one.outcome() == Outcome.OK);
  }

  @Test
  void aServiceWithoutPodsIsAFinding() {
    assertThat(examined().findings())
        .filteredOn(one -> one.check().equals("probe"))
        .allMatch(one -> one.outcome() == Outcome.PROBLEM)
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .startsWith("no answer: the API server answers ");
  }

  @Test
  void kindsThatAreNotThereAreTold() {
    var nothing = new Kind("nothing.signalbox.io", "v1", "Nothing", "nothings");
    assertThat(reader().knows(nothing)).isFalse();
    assertThat(reader().list(nothing, namespace)).isEmpty();
    assertThat(reader().get(nothing, namespace, "a")).isEmpty();
    assertThat(reader().get(Kind.SERVICE, namespace, "nobody")).isEmpty();
  }

  @Test
  void whatMayNotBeReadIsTold() {
    try (var guarded = Cluster.standIn()) {
      var closed = guarded.namespace("closed");
      guarded.faults().orElseThrow().deny(closed, "services", "list");
      var reader = new KubernetesReader(guarded.client(), Duration.ofSeconds(5));
      assertThatThrownBy(() -> reader.list(Kind.SERVICE, closed))
          .isInstanceOf(UnreadableException.class)
          .hasMessage("may not list services");
    }
  }
}
