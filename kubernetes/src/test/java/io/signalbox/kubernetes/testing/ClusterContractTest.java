package io.signalbox.kubernetes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterContractTest {
  private Cluster cluster;
  private String namespace;

  @BeforeAll
  void open() {
    cluster = Cluster.open();
    namespace = cluster.namespace("cluster-contract");
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  private ConfigMap apply(String manager, boolean force, String name, Map<String, String> data) {
    var map = new ConfigMapBuilder().withNewMetadata().withName(name).withNamespace(namespace).endMetadata().withData(data).build();
    return cluster.client().resource(map).patch(new PatchContext.Builder().withPatchType(PatchType.SERVER_SIDE_APPLY).withFieldManager(manager).withForce(force).build());
  }

  @Test
  void anApplyCreates() {
    var made = apply("one", false, "created", Map.of("a", "1"));
    assertThat(made.getMetadata().getUid()).isNotEmpty();
    assertThat(apply("one", false, "created", Map.of("a", "1")).getMetadata().getResourceVersion()).isEqualTo(made.getMetadata().getResourceVersion());
    assertThat(made.getMetadata().getManagedFields()).hasSize(1);
  }
}
