package io.signalbox.operator.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.operator.Resources;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackendResolverTest {
  private final FakeLookup lookup = new FakeLookup();

  private Resolution resolve(String endpoints) {
    return BackendResolver.resolve(
        Resources.router("vllmEndpoints:\n" + endpoints.indent(2)), lookup);
  }

  private void service(String name, String rest) {
    lookup.services.add(
        Resources.service(
            "metadata: {name: %s, namespace: ns, labels: {app: stack}}\n".formatted(name) + rest));
  }

  private static final String SERVICE =
      "- {name: a, model: m, backend: {type: service, service: {name: vllm, port: 8000}}}";
  private static final String KSERVE =
      "- {name: a, model: m, backend: {type: kserve, inferenceServiceName: llama}}";
  private static final String STACK =
      "- {name: a, model: m, backend: {type: llamastack, discoveryLabels: {app: stack}}}";

  @Test
  void aServiceIsFoundByItsNameAndPort() {
    service("vllm", "spec: {ports: [{port: 8000}]}");
    var resolution =
        resolve(
            """
            - name: a
              model: m
              reasoningFamily: qwen3
              weight: 3
              loras: [{name: math, description: Sums}]
              backend: {type: service, service: {name: vllm, port: 8000}}
            """);
    assertThat(resolution.problems()).isEmpty();
    var backend = resolution.backends().getFirst();
    assertThat(backend.origin()).isEqualTo("http://vllm.ns.svc.cluster.local:8000");
    assertThat(backend.weight()).isEqualTo(3);
    assertThat(backend.reasoningFamily()).isEqualTo("qwen3");
    assertThat(backend.loras().getFirst().name()).isEqualTo("math");
  }

  @Test
  void aServiceMayBeInAnotherNamespaceAndSpeakTls() {
    lookup.services.add(
        Resources.service(
            """
            metadata: {name: vllm, namespace: models}
            spec: {ports: [{name: https, port: 8443}]}
            """));
    var backend =
        resolve(
                """
                - name: a
                  model: m
                  backend:
                    type: service
                    service: {name: vllm, namespace: models, port: 8443}
                """)
            .backends()
            .getFirst();
    assertThat(backend.origin()).isEqualTo("https://vllm.models.svc.cluster.local:8443");
    assertThat(backend.weight()).isEqualTo(1);
  }

  @Test
  void whatIsWrongWithOneEndpointDropsNoOther() {
    service("vllm", "spec: {ports: [{port: 8000}, {port: 53, protocol: UDP}]}");
    var resolution =
        resolve(
            """
            - {name: a, model: m, backend: {type: service, service: {name: gone, port: 1}}}
            - {name: b, model: m, backend: {type: service, service: {name: vllm, port: 53}}}
            - {name: c, model: m, backend: {type: service, service: {name: vllm, port: 8000}}}
            - {name: c, model: n, backend: {type: service, service: {name: vllm, port: 8000}}}
            - {name: d, model: m, backend: {type: quantum}}
            - {name: e, model: m, backend: {type: service}}
            - {name: f, model: m, backend: {type: kserve}}
            - {name: g, model: m, backend: {type: llamastack}}
            - {name: h, model: m}
            """);
    assertThat(resolution.backends()).extracting(ResolvedBackend::name).containsExactly("c");
    assertThat(resolution.problems())
        .extracting(BackendProblem::endpoint, BackendProblem::reason)
        .containsExactly(
            tuple("a", "ServiceNotFound"),
            tuple("b", "PortNotFound"),
            tuple("c", "DuplicateName"),
            tuple("d", "UnknownBackendType"),
            tuple("e", "InvalidBackend"),
            tuple("f", "InvalidBackend"),
            tuple("g", "InvalidBackend"),
            tuple("h", "UnknownBackendType"));
    assertThat(resolution.problems().get(1).message()).contains("no TCP port 53; it has 8000");
  }

  @ParameterizedTest
  @CsvSource({
    "'address: {url: http://llama.ns.svc.cluster.local}', http://llama.ns.svc.cluster.local:80",
    "'address: {url: http://llama-predictor.ns.svc:8080/v1}', http://llama-predictor.ns.svc:8080",
    "url: https://llama.example.com, https://llama.example.com:443",
    "'{url: https://out.example.com, address: {url: http://in.ns.svc}}', http://in.ns.svc:80"
  })
  void anInferenceServiceTellsWhereItAnswers(String status, String origin) {
    inference("status: " + (status.startsWith("{") ? status : "{" + status + "}"));
    assertThat(resolve(KSERVE).backends().getFirst().origin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @CsvSource({
    "'[{port: 80, targetPort: 8080}]', '', http://llama-predictor.ns.svc.cluster.local:80",
    "'[{port: 80, targetPort: 8080}]', None, http://llama-predictor.ns.svc.cluster.local:8080",
    "'[{name: https, port: 8443}]', '', https://llama-predictor.ns.svc.cluster.local:8443",
    "'[{port: 8443}]', '', https://llama-predictor.ns.svc.cluster.local:8443",
    "'[{name: m, port: 9}, {name: http, port: 8080}]', '',"
        + " http://llama-predictor.ns.svc.cluster.local:8080"
  })
  void elseItsPredictorIsAsked(String ports, String address, String origin) {
    inference("status: {url: 'not a url'}");
    service("llama-predictor", "spec: {clusterIP: '%s', ports: %s}".formatted(address, ports));
    assertThat(resolve(KSERVE).backends().getFirst().origin()).isEqualTo(origin);
  }

  @Test
  void aNamespaceThatIsNotWatchedIsToldApart() {
    lookup.unwatched = "far";
    assertThat(
            reason(
                """
                - name: a
                  model: m
                  backend: {type: service, service: {name: vllm, namespace: far, port: 8000}}
                """))
        .isEqualTo("NamespaceNotWatched");
  }

  @Test
  void anInferenceServiceThatIsMissingOrNotReadyIsToldApart() {
    assertThat(reason(KSERVE)).isEqualTo("InferenceServiceNotFound");
    inference("status: {}");
    assertThat(reason(KSERVE)).isEqualTo("InferenceServiceNotReady");
    lookup.kserve = false;
    assertThat(reason(KSERVE)).isEqualTo("KServeNotInstalled");
  }

  @Test
  void labelsMustLeadToOneService() {
    assertThat(reason(STACK)).isEqualTo("NoMatchingService");
    service("stack-twin", "spec: {clusterIP: None, ports: [{port: 1}]}");
    service("stack", "spec: {ports: [{name: grpc, port: 2}, {name: http, port: 8321}]}");
    assertThat(resolve(STACK).backends().getFirst().origin())
        .isEqualTo("http://stack.ns.svc.cluster.local:8321");
    service("other", "spec: {ports: [{port: 2}]}");
    var problem = resolve(STACK).problems().getFirst();
    assertThat(problem.reason()).isEqualTo("AmbiguousService");
    assertThat(problem.message()).contains("other, stack").contains("app=stack");
    Collections.reverse(lookup.services);
    assertThat(resolve(STACK).problems().getFirst()).isEqualTo(problem);
  }

  @Test
  void whatIsForbiddenIsAProblemAndWhatFailsIsThrown() {
    lookup.fails = 403;
    assertThat(reason(SERVICE)).isEqualTo("Forbidden");
    lookup.fails = 429;
    assertThatThrownBy(() -> resolve(SERVICE)).isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void aResourceWithoutEndpointsHasNoBackends() {
    var resolution = BackendResolver.resolve(Resources.router("replicas: 1"), lookup);
    assertThat(resolution.backends()).isEmpty();
    assertThat(resolution.problems()).isEmpty();
  }

  private void inference(String status) {
    lookup.inferences.add(Resources.inference("metadata: {name: llama, namespace: ns}\n" + status));
  }

  private String reason(String endpoints) {
    return resolve(endpoints).problems().getFirst().reason();
  }
}
