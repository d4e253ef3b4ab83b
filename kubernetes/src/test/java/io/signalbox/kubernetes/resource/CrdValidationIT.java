package io.signalbox.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.testing.Cluster;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of {@link CrdValidationTest} against the API server of {@code KUBECONFIG}, as a dry
 * run: it makes no objects. Runs only with {@code -Dsignalbox.cluster=real}.
 */
final class CrdValidationIT {
  private static @Nullable Cluster cluster;
  private static String namespace = "";

  @BeforeAll
  static void installCrds() {
    assumeTrue("real".equals(System.getProperty("signalbox.cluster")), "needs an API server");
    cluster = Cluster.open();
    cluster.installCrds();
    namespace = cluster.namespace("validation");
  }

  @AfterAll
  static void close() {
    if (cluster != null) {
      cluster.close();
    }
  }

  static List<CrdCase> cases() {
    return CrdCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void apiServerSaysTheSameAsTheCheck(CrdCase example) {
    var client = Objects.requireNonNull(cluster).client();
    var object =
        client
            .getKubernetesSerialization()
            .convertValue(example.object(), GenericKubernetesResource.class);
    var dryRun = client.resource(object).inNamespace(namespace).dryRun();
    if (example.refused() == null) {
      assertThat(dryRun.create()).isNotNull();
      return;
    }
    assertThatThrownBy(dryRun::create)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(example.refused() + ": ")
        .hasMessageContaining(example.message() == null ? "" : example.message());
  }
}
