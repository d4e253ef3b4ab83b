package io.signalbox.kubernetes.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cases of {@link CrdValidationTest} against the API server of {@code KUBECONFIG}, as a dry
 * run: it installs our CRDs and makes nothing else. Runs only with {@code
 * -Dsignalbox.cluster=real}.
 */
final class CrdValidationIT {
  private static KubernetesClient client;

  @BeforeAll
  static void installCrds() {
    assumeTrue("real".equals(System.getProperty("signalbox.cluster")), "needs an API server");
    client = new KubernetesClientBuilder().build();
    for (var plural : List.of("semanticrouters", "intelligentpools", "intelligentroutes")) {
      var name = "/io/signalbox/kubernetes/crds/" + plural + ".vllm.ai.yaml";
      client
          .load(CrdValidationIT.class.getResourceAsStream(name))
          .forceConflicts()
          .serverSideApply();
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(plural + ".vllm.ai")
          .waitUntilCondition(
              crd ->
                  crd.getStatus().getConditions().stream()
                      .anyMatch(
                          c -> c.getType().equals("Established") && c.getStatus().equals("True")),
              Duration.ofSeconds(30).toSeconds(),
              TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void close() {
    if (client != null) {
      client.close();
    }
  }

  static List<CrdCase> cases() {
    return CrdCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void apiServerSaysTheSameAsTheCheck(CrdCase example) {
    var object =
        client
            .getKubernetesSerialization()
            .convertValue(example.object(), GenericKubernetesResource.class);
    var dryRun = client.resource(object).inNamespace("default").dryRun();
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
