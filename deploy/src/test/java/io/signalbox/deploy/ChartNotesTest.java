package io.signalbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Helm prints once it has installed the chart. */
final class ChartNotesTest {
  @Test
  void commandsLeadToThePortsThatAreThere() {
    var values =
        "{service: {api: {targetPort: 81}, metrics: {targetPort: 91}, grpc: {port: 6000}}}";
    assertThat(Release.PLAIN.named("mine").with(values).notes())
        .contains(
            "mine-semantic-router.routing.svc:6000 (gRPC, plain text)",
            "port-forward deployment/mine-semantic-router 8080:81",
            "port-forward deployment/mine-semantic-router 9190:91",
            "derivative",
            "signalbox doctor --namespace routing");
  }

  @Test
  void aDocumentOfTheUsersIsNotWarnedOf() {
    assertThat(Release.of(ValueFiles.named("cost")).notes()).doesNotContain("WARNING");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | still names replace-with-your-model",
        "{replicas: 2} | replicas: this chart has no such value",
        "{replicaCount: 2, config: {global: {stores: {response_cache: {enabled: true}}}}} | memory"
            + " of each pod",
        "{replicaCount: 2, config: {global: {services: {ratelimit: {providers: [{type:"
            + " local-limiter}]}}}}} | counted by each pod",
        "{replicaCount: 2, persistence: {enabled: true}} | one node can mount",
        "{ingress: {enabled: true}} | listens on loopback",
        "{dashboard: {enabled: true}} | dashboard.enabled has no effect",
        "{dependencies: {observability: {jaeger: {enabled: true}}}} | run a collector yourself",
      })
  void whatMayNotBeMeantIsTold(String values, String warning) {
    assertThat(Release.PLAIN.with(values).notes()).contains("WARNING: ").contains(warning);
  }
}
