package io.signalbox.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.config.RouterDocument;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.dependent.RouterImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RemarksTest {
  private static List<String> remarks(String spec) {
    var router = Resources.router(spec);
    var document = RouterDocument.build(router, new Resolution(List.of(), List.of()));
    var image = RouterImage.of(null, Optional.empty());
    var plan = new Plan(router, false, document, image.name(), 0, List.of());
    return Remarks.of(plan, image, List.of(), List.of());
  }

  @Test
  void useWithoutARequestIsNotKnown() {
    assertThat(remarks("autoscaling: {enabled: true}"))
        .singleElement()
        .asString()
        .contains("set spec.resources.requests.cpu");
    assertThat(
            remarks(
                """
                resources: {requests: {cpu: "1"}}
                autoscaling: {enabled: true, targetMemoryUtilizationPercentage: 80, targetCPUUtilizationPercentage: 80}
                """))
        .singleElement()
        .asString()
        .contains("requests.memory");
    assertThat(remarks("resources: {limits: {cpu: '1'}}\nautoscaling: {enabled: true}")).isEmpty();
  }

  @Test
  void severalPodsMayWaitForOneVolume() {
    assertThat(remarks("persistence: {}\nreplicas: 2"))
        .singleElement()
        .asString()
        .contains("ReadWriteOnce", "set ReadWriteMany");
    assertThat(remarks("persistence: {}\nreplicas: 1")).isEmpty();
    assertThat(remarks("persistence: {accessMode: ReadWriteMany}\nreplicas: 2")).isEmpty();
  }

  @Test
  void pathOfAnIngressLeadsToAPortOfTheService() {
    var opened = "args: [--api-bind=0.0.0.0]\n";
    assertThat(
            remarks(
                opened
                    + "ingress: {enabled: true, hosts: [{host: h, paths: [{path: /, servicePort: 80}]}]}"))
        .containsExactly(
            "spec.ingress: servicePort 80 is no port of the Service (expected: 50051, 8080, 9190).");
    assertThat(
            remarks(
                opened
                    + "ingress: {enabled: true, hosts: [{host: h, paths: [{path: /, servicePort: 8080}]}]}"))
        .isEmpty();
  }
}
