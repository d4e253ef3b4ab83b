package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches what: Services, the Ingress, the NetworkPolicy. */
final class ChartServicesTest {
  private static final Rendered PLAIN = Release.PLAIN.render();

  private static Rendered with(String yaml) {
    return Release.PLAIN.with(yaml).render();
  }

  @Test
  void theMainServiceHasAllPortsInsideOfTheCluster() {
    assertThat(Rendered.ports(PLAIN.service("semantic-router"))).containsExactly(50051, 8080, 9190);
    assertThat(Rendered.ports(PLAIN.service("semantic-router-metrics"))).containsExactly(9190);
    assertThat(PLAIN.service("semantic-router-headless").at("/spec/clusterIP").asString(""))
        .isEqualTo("None");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LoadBalancer", "NodePort"})
  void onlyExtProcIsPublished(String type) {
    var rendered = with("{service: {type: %s}}".formatted(type));
    assertThat(Rendered.ports(rendered.service("semantic-router"))).containsExactly(50051);
    assertThat(rendered.service("semantic-router-metrics").at("/spec/type").asString(""))
        .isEqualTo("ClusterIP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{args: [--api-bind=0.0.0.0]}",
        "{config: {global: {services: {management_api: {bind_address: 0.0.0.0}}}}}",
        "{management: {service: {enabled: true}}}",
        "{ingress: {enabled: true}}",
      })
  void theManagementApiHasAServiceOfItsOwn(String values) {
    assertThat(Rendered.ports(with(values).service("semantic-router-management")))
        .containsExactly(8080);
  }

  @Test
  void aLoopbackManagementApiHasNone() {
    assertThat(PLAIN.find("Service", "semantic-router-management")).isEmpty();
  }

  @Test
  void theIngressLeadsToTheManagementApi() {
    var ingress =
        with("{ingress: {enabled: true, hosts: [{host: a.example, paths: [{path: /}]}]}}");
    var path = ingress.only("Ingress").at("/spec/rules/0/http/paths/0");
    assertThat(path.at("/backend/service/name").asString(""))
        .isEqualTo("semantic-router-management");
    assertThat(path.at("/backend/service/port/number").asInt()).isEqualTo(8080);
    assertThat(path.path("pathType").asString("")).isEqualTo("Prefix");
  }

  @Test
  void theNetworkPolicyLetsInGatewaysAndNobodyElse() {
    assertThat(PLAIN.all("NetworkPolicy")).isEmpty();
    var policy = with("{networkPolicy: {enabled: true}}").only("NetworkPolicy").path("spec");
    assertThat(policy.path("ingress").toString())
        .isEqualTo("[{\"ports\":[{\"port\":\"grpc\",\"protocol\":\"TCP\"}]}]");
    assertThat(policy.path("policyTypes").toString()).isEqualTo("[\"Ingress\"]");
  }

  @Test
  void theNetworkPolicyLetsInWhoIsNamed() {
    var policy =
        with("{networkPolicy: {enabled: true, metrics: {from: [{podSelector: {}}]}, egress: []}}")
            .only("NetworkPolicy")
            .path("spec");
    assertThat(policy.at("/ingress/1").toString())
        .isEqualTo(
            "{\"ports\":[{\"port\":\"metrics\",\"protocol\":\"TCP\"}],\"from\":[{\"podSelector\":{}}]}");
    assertThat(policy.path("egress").size()).isZero();
    assertThat(policy.path("policyTypes").size()).isEqualTo(2);
  }

  @Test
  void prometheusFindsTheMetricsService() {
    var rendered = with("{serviceMonitor: {enabled: true, labels: {release: p}}}");
    var monitor = rendered.only("ServiceMonitor");
    var labels = rendered.service("semantic-router-metrics").at("/metadata/labels");
    monitor
        .at("/spec/selector/matchLabels")
        .forEachEntry((key, value) -> assertThat(labels.path(key)).isEqualTo(value));
    var main = rendered.service("semantic-router").at("/metadata/labels");
    assertThat(main.path("app.kubernetes.io/component").asString("")).isEqualTo("router");
    assertThat(monitor.at("/metadata/labels/release").asString("")).isEqualTo("p");
  }
}
