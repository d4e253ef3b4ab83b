package io.signalbox.gateways.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Do the backends of the gateway leave the model to the router? */
final class BackendCheck implements Check {
  private static final List<String> PROVIDERS =
      List.of("openai", "anthropic", "gemini", "vertexai", "bedrock", "azure", "custom");

  @Override
  public String name() {
    return "backends";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    var names = named(patient.routes());
    if (names.isEmpty()) {
      findings.skipped(
          "backends",
          "no route leads to an AgentgatewayBackend",
          "nothing to do where routes lead to Services, or with another gateway");
      return;
    }
    var reader = patient.cluster().orElseThrow();
    for (var name : names) {
      var backend = reader.get(Kind.AGENTGATEWAY_BACKEND, patient.targets().namespace(), name);
      if (backend.isEmpty()) {
        findings.problem(
            "AgentgatewayBackend " + patient.targets().namespace() + "/" + name,
            "does not exist, and a route leads to it",
            "requests of that route are answered with 500",
            "kubectl get agentgatewaybackends -n " + patient.targets().namespace());
      } else {
        examine(backend.get(), findings);
      }
    }
  }

  private static Set<String> named(List<Thing> routes) {
    var names = new LinkedHashSet<String>();
    for (var route : routes) {
      for (var rule : route.parts("spec", "rules")) {
        rule.parts("backendRefs").stream()
            .filter(ref ->
                ref.text("kind").filter(Kind.AGENTGATEWAY_BACKEND.name()::equals).isPresent())
            .flatMap(ref -> ref.text("name").stream())
            .forEach(names::add);
      }
    }
    return names;
  }

  private static void examine(Thing backend, Findings findings) {
    var subject = "AgentgatewayBackend " + backend.id();
    var accepted = backend.condition("Accepted", "status", "conditions");
    if (accepted.isPresent() && accepted.get().text("status").filter("True"::equals).isEmpty()) {
      findings.problem(
          subject,
          Conditions.words(accepted.get()),
          "agentgateway does not use it",
          "kubectl describe agentgatewaybackend %s -n %s"
              .formatted(backend.name(), backend.namespace()));
    }
    var providers = new ArrayList<>(List.of(backend.part("spec", "ai", "provider")));
    for (var group : backend.parts("spec", "ai", "groups")) {
      providers.addAll(group.parts("providers"));
    }
    boolean fixed = false;
    for (var provider : providers) {
      for (var kind : PROVIDERS) {
        var model = provider.text(kind, "model");
        if (model.isPresent()) {
          fixed = true;
          tellFixed(subject, backend, kind, model.get(), findings);
        }
      }
    }
    if (!fixed) {
      findings.ok(subject, "takes the model that the router chose: none is fixed");
    }
  }

  private static void tellFixed(
      String subject, Thing backend, String kind, String model, Findings findings) {
    findings.problem(
        subject,
        "%s.model is set to %s".formatted(kind, model),
        "agentgateway puts it in the place of the model that the router chose",
        "kubectl patch agentgatewaybackend %s -n %s --type=json -p '[{\"op\":\"remove\",\"path\":\"/spec/ai/provider/%s/model\"}]'"
            .formatted(backend.name(), backend.namespace(), kind));
  }
}
