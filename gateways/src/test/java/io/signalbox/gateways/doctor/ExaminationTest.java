package io.signalbox.gateways.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.gateways.doctor.Finding.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing at a time goes wrong on the way of a request, and the doctor names it. */
final class ExaminationTest {
  private final Ward ward = new Ward();

  private List<Finding> sick() {
    return ward.examined().findings().stream()
        .filter(one -> one.outcome() == Outcome.PROBLEM || one.outcome() == Outcome.WARNING)
        .toList();
  }

  private Finding onlySick(String check) {
    assertThat(sick()).as(ward.examined().text()).hasSize(1);
    var found = sick().getFirst();
    assertThat(found.check()).isEqualTo(check);
    assertThat(found.cause()).isNotBlank();
    assertThat(found.fix()).isNotBlank();
    return found;
  }

  @Test
  void whatIsWellIsToldSo() {
    var report = ward.examined();
    assertThat(report.healthy()).isTrue();
    assertThat(report.findings())
        .as(report.text())
        .allMatch(one -> one.outcome() == Outcome.OK)
        .extracting(Finding::check)
        .contains(
            "gateway",
            "routes",
            "backends",
            "policy",
            "modes",
            "router",
            "config",
            "adapters",
            "fallback",
            "probe");
  }

  @Test
  void noGatewayApi() {
    ward.forget(Kind.GATEWAY);
    assertThat(sick().getFirst().message()).contains("does not know the kind Gateway");
  }

  @Test
  void noGateway() {
    ward.remove(Kind.GATEWAY, "front");
    assertThat(sick().getFirst().message()).isEqualTo("there is no Gateway in namespace ai");
  }

  @Test
  void anotherGateway() {
    var targets = new Targets("ai", "back", "semantic-router", null, null, null, List.of());
    assertThat(ward.examined(targets).findings().getFirst().message())
        .isEqualTo("there is no Gateway back; there is: front");
  }

  @Test
  void gatewayNobodyRuns() {
    ward.put(Kind.GATEWAY, "front", null, "status");
    assertThat(sick())
        .extracting(Finding::message)
        .containsExactly("has no condition Accepted", "has no condition Programmed");
    assertThat(sick().getFirst().cause()).contains("agentgateway");
  }

  @Test
  void gatewayThatIsNotProgrammed() {
    ward.put(Kind.GATEWAY, "front", "False", "status", "conditions", 1, "status");
    assertThat(onlySick("gateway").message()).isEqualTo("Programmed is False (Programmed)");
  }

  @Test
  void noRoute() {
    ward.remove(Kind.HTTP_ROUTE, "models");
    assertThat(onlySick("routes").cause()).contains("404");
  }

  @Test
  void routeOfAnotherGateway() {
    ward.put(Kind.HTTP_ROUTE, "models", "back", "spec", "parentRefs", 0, "name");
    onlySick("routes");
  }

  @Test
  void routeWhoseBackendIsMissing() {
    ward.put(Kind.HTTP_ROUTE, "models", "False", "status", "parents", 0, "conditions", 1, "status");
    assertThat(onlySick("routes").message()).startsWith("ResolvedRefs is False");
  }

  @Test
  void backendThatIsNotThere() {
    ward.remove(Kind.AGENTGATEWAY_BACKEND, "models");
    onlySick("backends");
  }

  @Test
  void backendWithAModelOfItsOwn() {
    ward.put(
        Kind.AGENTGATEWAY_BACKEND, "models", "gpt-5", "spec", "ai", "provider", "openai", "model");
    var found = onlySick("backends");
    assertThat(found.message()).isEqualTo("openai.model is set to gpt-5");
    assertThat(found.fix()).contains("kubectl patch agentgatewaybackend models -n ai");
  }

  @Test
  void noPolicy() {
    ward.remove(Kind.AGENTGATEWAY_POLICY, "ask-the-router");
    assertThat(onlySick("policy").cause()).contains("without the router");
  }

  @Test
  void policyOfAnotherGateway() {
    ward.put(Kind.AGENTGATEWAY_POLICY, "ask-the-router", "back", "spec", "targetRefs", 0, "name");
    assertThat(onlySick("policy").message()).contains("there is for others");
  }

  @Test
  void policyThatIsNotAttached() {
    ward.put(
        Kind.AGENTGATEWAY_POLICY,
        "ask-the-router",
        "False",
        "status",
        "ancestors",
        0,
        "conditions",
        1,
        "status");
    onlySick("policy");
  }

  @Test
  void policyThatAsksNobody() {
    extProc("router-of-yesterday", "backendRef", "name");
    assertThat(onlySick("policy").message()).contains("ai/router-of-yesterday");
  }

  @ParameterizedTest
  @CsvSource({"8080", "50052"})
  void policyThatAsksAWrongPort(int port) {
    extProc(port, "backendRef", "port");
    assertThat(onlySick("policy").fix()).isEqualTo("set backendRef.port to 50051");
  }

  @Test
  void policyThatFailsOpen() {
    extProc("FailOpen", "failureMode");
    assertThat(onlySick("policy").outcome()).isEqualTo(Outcome.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "requestBodyMode, None, PROBLEM",
    "requestBodyMode, BufferedPartial, WARNING",
    "requestHeaderMode, Skip, WARNING",
    "responseHeaderMode, Skip, WARNING",
    "responseBodyMode, None, WARNING",
    "allowModeOverride, false, WARNING"
  })
  void modesThatHideSomething(String mode, String value, Outcome outcome) {
    extProc(value, "processingOptions", mode);
    assertThat(onlySick("modes").outcome()).isEqualTo(outcome);
  }

  @Test
  void routesByModelThatAreChosenTooEarly() {
    ward.put(
        Kind.HTTP_ROUTE,
        "models",
        List.of(Map.of("headers", List.of(Map.of("name", "x-selected-model", "value", "m")))),
        "spec",
        "rules",
        0,
        "matches");
    assertThat(onlySick("modes").fix()).contains("PreRouting");
    ward.put(Kind.AGENTGATEWAY_POLICY, "ask-the-router", "PreRouting", "spec", "traffic", "phase");
    assertThat(sick()).isEmpty();
  }

  @Test
  void conditionalPoliciesAreReadToo() {
    ward.put(
        Kind.AGENTGATEWAY_POLICY,
        "ask-the-router",
        Map.of(
            "conditional",
            List.of(
                Map.of(
                    "condition",
                    "true",
                    "policy",
                    Map.of("backendRef", Map.of("name", "gone", "port", 50051))))),
        "spec",
        "traffic",
        "extProc");
    assertThat(onlySick("policy").message()).contains("ai/gone");
  }

  @Test
  void noRouter() {
    ward.remove(Kind.SERVICE, "semantic-router");
    assertThat(sick()).extracting(Finding::check).contains("policy", "router");
  }

  @Test
  void routerWithoutPods() {
    ward.put(Kind.DEPLOYMENT, "semantic-router", 0, "status", "readyReplicas");
    assertThat(onlySick("router").fix()).contains("kubectl describe pods -n ai");
  }

  @Test
  void routerOfWhichSomePodsStart() {
    ward.put(Kind.DEPLOYMENT, "semantic-router", 1, "status", "readyReplicas");
    assertThat(onlySick("router").outcome()).isEqualTo(Outcome.WARNING);
  }

  @Test
  void routerThatIsNotReady() {
    ward.answer(Ward.ROUTER, "/ready", 503, "{}");
    assertThat(onlySick("router").message()).isEqualTo("GET /ready answers 503");
  }

  @Test
  void documentThatIsRefused() {
    ward.put(
        Kind.CONFIG_MAP,
        "semantic-router-config",
        "version: v0.3\nlisteners: 7\n",
        "data",
        "config.yaml");
    assertThat(sick()).extracting(Finding::check).contains("config");
  }

  @Test
  void documentWithASignalThatIsNotThere() {
    ward.put(
        Kind.CONFIG_MAP,
        "semantic-router-config",
        document()
            + """
              decisions:
                - name: d
                  rules: {operator: AND, conditions: [{type: keyword, name: gone}]}
                  modelRefs: [{model: base-model}]
            """,
        "data",
        "config.yaml");
    assertThat(onlySick("config").message()).contains("gone");
  }

  @Test
  void filesOfThePodAreNotMissedHere() {
    ward.put(
        Kind.CONFIG_MAP,
        "semantic-router-config",
        document()
            + """
              decisions:
                - name: d
                  rules: {operator: AND, conditions: []}
                  modelRefs: [{model: base-model}]
                  plugins: [{type: tool_selection, configuration: {enabled: true, mode: add}}]
            global:
              integrations: {tools: {enabled: true, tools_db_path: tools_db.json}}
            """,
        "data",
        "config.yaml");
    assertThat(ward.examined().findings())
        .filteredOn(one -> one.check().equals("config"))
        .allMatch(one -> one.outcome() == Outcome.OK);
  }

  @Test
  void documentThatDoesNotServeYet() {
    ward.answer(
        Ward.ROUTER, "/metrics", 200, "signalbox_config_reload_total{result=\"failed\"} 2.0\n");
    assertThat(onlySick("config").outcome()).isEqualTo(Outcome.WARNING);
  }

  @Test
  void adapterThatTheServerDoesNotServe() {
    ward.serves("base-model", "math-expert");
    assertThat(sick())
        .extracting(Finding::message)
        .containsExactly(
            "does not serve law-expert; it serves base-model, math-expert",
            "was told to load law-expert, and does not serve it");
  }

  @Test
  void adapterThatIsSpeltOtherwise() {
    ward.put(
        Kind.CONFIG_MAP,
        "semantic-router-config",
        document().replace("math-expert", "maths-expert"),
        "data",
        "config.yaml");
    assertThat(onlySick("adapters").message()).startsWith("does not serve maths-expert;");
  }

  @Test
  void serverThatIsAway() {
    ward.silence(Ward.MODELS);
    assertThat(sick()).extracting(Finding::check).containsExactly("adapters", "fallback");
  }

  @Test
  void defaultModelThatNobodyServes() {
    ward.serves("math-expert", "law-expert");
    assertThat(sick()).extracting(Finding::check).contains("fallback");
  }

  @Test
  void answerWithoutTheRouter() {
    ward.answer(Ward.FRONT, "/v1/chat/completions", 200, "{}");
    assertThat(onlySick("probe").message()).contains("the router was not asked");
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403", "404", "413", "429", "500", "503", "418"})
  void answersThatAreNone(int status) {
    ward.answer(Ward.FRONT, "/v1/chat/completions", status, "ext_proc failed");
    assertThat(onlySick("probe").message()).isEqualTo("the prompt was answered with " + status);
  }

  @Test
  void gatewayThatDoesNotAnswer() {
    ward.silence(Ward.FRONT);
    onlySick("probe");
  }

  @Test
  void whatMayNotBeReadIsTold() {
    ward.forbid(Kind.AGENTGATEWAY_POLICY);
    assertThat(sick())
        .allMatch(one -> one.message().equals("may not list agentgatewaypolicies.agentgateway.dev"))
        .extracting(Finding::check)
        .containsExactly("policy", "modes");
  }

  @Test
  void withoutAClusterAddressesAreEnough() {
    var targets =
        new Targets(
            "ai",
            null,
            "semantic-router",
            Path.of("../examples/agentgateway-demo.yaml"),
            URI.create("http://front"),
            URI.create("http://router"),
            List.of(URI.create("http://models")));
    ward.answer("http://router", "/ready", 200, "{}");
    ward.answer("http://router", "/metrics", 200, "");
    ward.answer(
        "http://models",
        "/v1/models",
        200,
        """
        {"data":[{"id":"base-model"},{"id":"math-expert"},{"id":"science-expert"},
        {"id":"social-expert"},{"id":"humanities-expert"},{"id":"law-expert"},
        {"id":"general-expert"}]}\
        """);
    ward.answer(
        "http://front",
        "/v1/chat/completions",
        new Web.Reply(200, Map.of("X-VSR-Selected-Model", "math-expert"), "{}"));
    var found = new Report(Examination.of(new Patient(targets, Optional.empty(), ward::at)));
    assertThat(found.healthy()).as(found.text()).isTrue();
    assertThat(found.findings())
        .filteredOn(one -> one.outcome() == Outcome.OK)
        .extracting(Finding::check)
        .containsExactly("router", "config", "adapters", "fallback", "probe");
  }

  @Test
  void whereNothingWasLookedAtNothingIsHealthy() {
    var targets = new Targets("ai", null, "semantic-router", null, null, null, List.of());
    var report = new Report(Examination.of(new Patient(targets, Optional.empty(), ward::at)));
    assertThat(report.looked()).isFalse();
    assertThat(report.healthy()).isFalse();
  }

  @Test
  void scriptsReadTheSame() {
    ward.silence(Ward.FRONT);
    assertThat(ward.examined().json())
        .contains("\"healthy\" : false")
        .contains("\"check\" : \"probe\"")
        .contains("\"outcome\" : \"problem\"");
  }

  private String document() {
    return ward.get(Kind.CONFIG_MAP, "ai", "semantic-router-config")
        .orElseThrow()
        .text("data", "config.yaml")
        .orElseThrow();
  }

  private void extProc(Object value, Object... path) {
    var full = new ArrayList<Object>(List.of("spec", "traffic", "extProc"));
    full.addAll(List.of(path));
    ward.put(Kind.AGENTGATEWAY_POLICY, "ask-the-router", value, full.toArray());
  }
}
