package io.signalbox.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class ContentsTest {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private final Contents contents = new Contents(SERIALIZATION);

  private static HasMetadata object(String yaml) {
    HasMetadata object = SERIALIZATION.unmarshal(yaml);
    return object;
  }

  private static HasMetadata service(String spec) {
    return object("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: " + spec);
  }

  private static HasMetadata pod(String resources) {
    return object(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, resources: "
            + resources
            + "}]}");
  }

  @Test
  void whatTheServerFillsInIsNoDifference() {
    var wanted = service("{ports: [{name: a, port: 1}]}");
    var actual =
        service(
            "{clusterIP: 10.0.0.1, ports: [{name: x, port: 9}, {name: a, port: 1, protocol: TCP}]}");
    assertThat(contents.says(actual, wanted)).isTrue();
    assertThat(contents.says(wanted, actual)).isFalse();
  }

  @Test
  void anotherValueIsADifference() {
    assertThat(
            contents.says(
                service("{ports: [{name: a, port: 2}]}"), service("{ports: [{name: a, port: 1}]}")))
        .isFalse();
    assertThat(contents.says(service("{}"), service("{selector: {a: b}}"))).isFalse();
  }

  @Test
  void quantitiesAreComparedByAmount() {
    assertThat(contents.says(pod("{limits: {cpu: '1'}}"), pod("{limits: {cpu: 1000m}}"))).isTrue();
    assertThat(contents.says(pod("{limits: {cpu: '2'}}"), pod("{limits: {cpu: 1000m}}"))).isFalse();
  }

  @Test
  void hashIsThatOfTheContentNotOfTheOrder() {
    assertThat(contents.hash(service("{type: ClusterIP, selector: {a: b, c: d}}")))
        .isEqualTo(contents.hash(service("{selector: {c: d, a: b}, type: ClusterIP}")))
        .isNotEqualTo(contents.hash(service("{selector: {c: d, a: x}, type: ClusterIP}")));
  }

  @Test
  void neighboursDoNotFlowIntoEachOther() {
    assertThat(contents.hash(service("{externalIPs: ['a', 'bc']}")))
        .isNotEqualTo(contents.hash(service("{externalIPs: ['ab', 'c']}")));
  }
}
