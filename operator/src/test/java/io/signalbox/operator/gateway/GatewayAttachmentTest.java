package io.signalbox.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.Resources;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.backend.ResolvedBackend;
import io.signalbox.operator.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayAttachmentTest {
  private static final Platform ALL = new Platform(false, true, true, true, false);
  private static final SemanticRouter BESIDE =
      Resources.router("gateway: {existingRef: {name: gw}}");
  private static final SemanticRouter AWAY =
      Resources.router("gateway: {existingRef: {name: gw, namespace: edge}}");

  private static final ResolvedBackend ONE = backend("one", "small", false, 1);
  private static final ResolvedBackend TWO = backend("two", "large", true, 2);
  private static final ResolvedBackend THREE = backend("three", "small", false, 3);

  private static ResolvedBackend backend(String name, String model, boolean tls, int weight) {
    return new ResolvedBackend(
        name, model, null, List.of(), name + ".ns.svc.cluster.local", 8000, tls, weight);
  }

  private static Resolution resolution(ResolvedBackend... backends) {
    return new Resolution(List.of(backends), List.of());
  }

  private static List<GenericKubernetesResource> agentgateway(
      SemanticRouter router, ResolvedBackend... backends) {
    return GatewayAttachment.of(router, ALL, GatewayKind.AGENTGATEWAY, resolution(backends));
  }

  private static List<GenericKubernetesResource> envoy(
      SemanticRouter router, ResolvedBackend... backends) {
    return GatewayAttachment.of(router, ALL, GatewayKind.ENVOY_GATEWAY, resolution(backends));
  }

  private static List<String> names(List<GenericKubernetesResource> resources) {
    return resources.stream()
        .map(one -> one.getKind() + " " + one.getMetadata().getName())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "agentgateway, -, AGENTGATEWAY",
        "mine, agentgateway.dev/agentgateway, AGENTGATEWAY",
        "agentgateway, example.com/other, UNKNOWN",
        "eg, gateway.envoyproxy.io/gatewayclass-controller, ENVOY_GATEWAY",
        "eg, -, ENVOY_GATEWAY",
        "istio, istio.io/gateway-controller, UNKNOWN"
      })
  void aClassTellsTheKind(String name, @Nullable String controller, GatewayKind kind) {
    assertThat(GatewayKind.of(name, controller)).isEqualTo(kind);
  }

  @Test
  void withoutAGatewayOrItsKindsNothingIsMade() {
    var none = Resources.router("replicas: 1");
    assertThat(agentgateway(none, ONE)).isEmpty();
    assertThat(GatewayAttachment.warnings(none, ALL, GatewayKind.UNKNOWN, resolution(ONE)))
        .isEmpty();
    for (var platform : List.of(Platform.PLAIN, new Platform(true, true, false, false, true))) {
      assertThat(GatewayAttachment.of(BESIDE, platform, GatewayKind.AGENTGATEWAY, resolution(ONE)))
          .isEmpty();
    }
    assertThat(GatewayAttachment.warnings(BESIDE, ALL, GatewayKind.UNKNOWN, resolution(ONE)))
        .singleElement()
        .asString()
        .contains("nothing attaches Gateway gw", "sr.ns:50051");
  }

  @Test
  void agentgatewayGetsABackendARouteAndAPolicyForTheGateway() {
    var made = agentgateway(BESIDE, ONE);
    assertThat(names(made))
        .containsExactly(
            "AgentgatewayBackend sr-one", "HTTPRoute sr", "AgentgatewayPolicy sr-extproc");
    assertThat(Resources.json(made.get(0).get("spec")))
        .isEqualTo(
            "{\"ai\":{\"provider\":{\"openai\":{},\"host\":\"one.ns.svc.cluster.local\","
                + "\"port\":8000}}}");
    assertThat(Resources.json(made.get(1).get("spec", "rules"))).doesNotContain("matches");
    var policy = made.get(2);
    assertThat(policy.<String>get("spec", "targetRefs", 0, "kind")).isEqualTo("Gateway");
    assertThat(Resources.json(policy.get("spec", "traffic"))).doesNotContain("phase");
    assertThat(Resources.json(policy.get("spec", "traffic", "extProc")))
        .contains(
            "\"backendRef\"",
            "\"failureMode\":\"FailClosed\"",
            "\"requestHeaderMode\":\"Send\"",
            "\"requestBodyMode\":\"FullDuplexStreamed\"",
            "\"responseBodyMode\":\"Buffered\"",
            "\"requestTrailerMode\":\"Send\"",
            "\"responseTrailerMode\":\"Send\"",
            "\"allowModeOverride\":true");
    assertThat(policy.<Integer>get("spec", "traffic", "extProc", "backendRef", "port"))
        .isEqualTo(50051);
  }

  @Test
  void thePortOfTheServiceIsUsed() {
    var router =
        Resources.router(
            "gateway: {existingRef: {name: gw}}\nservice: {grpc: {port: 9000, targetPort: 50051}}");
    assertThat(
            agentgateway(router, ONE)
                .getLast()
                .<Integer>get("spec", "traffic", "extProc", "backendRef", "port"))
        .isEqualTo(9000);
  }

  @Test
  void severalModelsAreToldApartBeforeTheRouteIsChosen() {
    var made = agentgateway(BESIDE, ONE, TWO, THREE);
    assertThat(made.getLast().<String>get("spec", "traffic", "phase")).isEqualTo("PreRouting");
    var route = made.get(3);
    List<Object> rules = route.get("spec", "rules");
    assertThat(rules).hasSize(3);
    assertThat(Resources.json(rules.getFirst()))
        .doesNotContain("matches")
        .contains("sr-one", "sr-three")
        .doesNotContain("sr-two");
    assertThat(route.<String>get("spec", "rules", 2, "matches", 0, "headers", 0, "value"))
        .isEqualTo("large");
    assertThat(route.<Integer>get("spec", "rules", 1, "backendRefs", 1, "weight")).isEqualTo(3);
    assertThat(Resources.json(made.get(1).get("spec"))).contains("\"policies\":{\"tls\":{}}");
  }

  @Test
  void adaptersLeadToTheServersOfTheirModel() {
    var router =
        Resources.router(
            """
            gateway: {existingRef: {name: gw}}
            vllmEndpoints:
              - {name: one, model: small, loras: [{name: math}], backend: {type: kserve}}
            config: {routing: {modelCards: [{name: large, loras: [{name: law}]}]}}
            """);
    var route = agentgateway(router, ONE, TWO).get(2);
    assertThat(Resources.json(route.get("spec", "rules", 1, "matches"))).contains("small", "math");
    assertThat(Resources.json(route.get("spec", "rules", 2, "matches"))).contains("large", "law");
  }

  @Test
  void aGatewayElsewhereIsReachedByRoutesOfOurOwnNamespace() {
    var made = agentgateway(AWAY, ONE);
    assertThat(made).allMatch(one -> one.getMetadata().getNamespace().equals("ns"));
    assertThat(made.getLast().<String>get("spec", "targetRefs", 0, "kind")).isEqualTo("HTTPRoute");
    assertThat(made.get(1).<String>get("spec", "parentRefs", 0, "namespace")).isEqualTo("edge");
    var several = agentgateway(AWAY, ONE, TWO);
    assertThat(names(several))
        .containsExactly(
            "AgentgatewayBackend sr-one", "HTTPRoute sr", "AgentgatewayPolicy sr-extproc");
    assertThat(
            GatewayAttachment.warnings(AWAY, ALL, GatewayKind.AGENTGATEWAY, resolution(ONE, TWO)))
        .singleElement()
        .asString()
        .contains("all calls go to the servers of small", "namespace edge");
  }

  @Test
  void whileNoBackendIsFoundOnlyAGatewayBesideIsAttached() {
    assertThat(names(agentgateway(BESIDE))).containsExactly("AgentgatewayPolicy sr-extproc");
    assertThat(agentgateway(AWAY)).isEmpty();
    assertThat(GatewayAttachment.warnings(AWAY, ALL, GatewayKind.AGENTGATEWAY, resolution()))
        .singleElement()
        .asString()
        .contains("nothing is attached while no endpoint has an address");
  }

  @Test
  void envoyGatewayGetsARouteToServicesAndAPolicy() {
    var made = envoy(AWAY, ONE, TWO);
    assertThat(names(made)).containsExactly("HTTPRoute sr", "EnvoyExtensionPolicy sr-extproc");
    assertThat(made.get(0).<String>get("spec", "rules", 2, "backendRefs", 0, "name"))
        .isEqualTo("two");
    assertThat(made.get(0).<String>get("spec", "rules", 0, "timeouts", "request")).isEqualTo("0s");
    assertThat(Resources.json(made.get(1).get("spec", "extProc", 0)))
        .contains("\"failOpen\":false", "\"messageTimeout\":\"60s\"");
    assertThat(
            GatewayAttachment.warnings(AWAY, ALL, GatewayKind.ENVOY_GATEWAY, resolution(ONE, TWO)))
        .singleElement()
        .asString()
        .contains("BackendTLSPolicy for two.ns.svc.cluster.local");
  }

  @Test
  void servicesElsewhereNeedAGrantThatTheirOwnerGives() {
    var far =
        new ResolvedBackend(
            "far", "small", null, List.of(), "llm.models.svc.cluster.local", 80, false, 1);
    var out = new ResolvedBackend("out", "m", null, List.of(), "llm.example.com", 443, true, 1);
    var resolution = resolution(far, out);
    var grant =
        GatewayAttachment.grants(BESIDE, ALL, GatewayKind.ENVOY_GATEWAY, resolution).getFirst();
    assertThat(grant.getMetadata().getNamespace()).isEqualTo("models");
    assertThat(grant.<String>get("spec", "from", 0, "namespace")).isEqualTo("ns");
    assertThat(GatewayAttachment.warnings(BESIDE, ALL, GatewayKind.ENVOY_GATEWAY, resolution))
        .anyMatch(text -> text.contains("only with a ReferenceGrant there"))
        .anyMatch(text -> text.startsWith("endpoint out: llm.example.com is no Service"));
    assertThat(GatewayAttachment.grants(BESIDE, ALL, GatewayKind.AGENTGATEWAY, resolution))
        .isEmpty();
  }

  @Test
  void manyModelsTakeSeveralRoutesWithinTheLimitsOfTheKind() {
    var backends = new ArrayList<ResolvedBackend>();
    for (int i = 0; i < 40; i++) {
      backends.add(backend("b" + i, "m" + i, false, 1));
    }
    var made = agentgateway(BESIDE, backends.toArray(ResolvedBackend[]::new));
    var routes = made.stream().filter(one -> one.getKind().equals("HTTPRoute")).toList();
    assertThat(names(routes)).containsExactly("HTTPRoute sr", "HTTPRoute sr-2", "HTTPRoute sr-3");
    for (var route : routes) {
      List<Object> rules = route.get("spec", "rules");
      assertThat(rules).hasSizeLessThanOrEqualTo(16);
    }
  }

  @Test
  void namesAreSuchAsTheApiServerTakes() {
    var made =
        agentgateway(
            BESIDE,
            backend("Llama 3.1", "a", false, 1),
            backend("llama-3.1", "a", false, 1),
            backend("x".repeat(253), "a", false, 1));
    var names = made.stream().map(one -> one.getMetadata().getName()).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
    assertThat(names).allMatch(name -> name.length() < 254);
  }

  @Test
  void theSameInputGivesTheSameResources() {
    assertThat(Resources.json(agentgateway(BESIDE, ONE, TWO, THREE)))
        .isEqualTo(Resources.json(agentgateway(BESIDE, ONE, TWO, THREE)));
  }
}
