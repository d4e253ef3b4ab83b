package io.signalbox.gateways.doctor;

import java.util.List;

/** Do requests of the gateway lead anywhere? */
final class RouteCheck implements Check {
  private static final List<String> CONDITIONS = List.of("Accepted", "ResolvedRefs");

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    if (patient.gateway().isEmpty()) {
      findings.skipped("routes", "no gateway is known", "see the check gateway");
      return;
    }
    var gateway = patient.gateway().get();
    if (patient.routes().isEmpty()) {
      findings.problem(
          "Gateway " + gateway.id(),
          "no HTTPRoute of namespace " + patient.targets().namespace() + " names it as a parent",
          "the gateway answers 404 to every request",
          "apply an HTTPRoute with parentRefs: [{name: %s}]".formatted(gateway.name()));
    }
    patient.routes().forEach(route -> examine(route, gateway, findings));
  }

  private static void examine(Thing route, Thing gateway, Findings findings) {
    var subject = "HTTPRoute " + route.id();
    var look = "kubectl describe httproute %s -n %s".formatted(route.name(), route.namespace());
    var parent =
        route.parts("status", "parents").stream()
            .filter(one -> one.text("parentRef", "name").filter(gateway.name()::equals).isPresent())
            .findFirst();
    if (parent.isEmpty()) {
      findings.problem(
          subject, "no gateway has looked at it", "its gateway's controller does not run", look);
      return;
    }
    for (var type : CONDITIONS) {
      var condition = parent.get().condition(type, "conditions");
      if (condition.isEmpty()) {
        findings.warning(subject, "has no condition " + type, "the controller did not tell", look);
      } else if (condition.get().text("status").filter("True"::equals).isEmpty()) {
        findings.problem(
            subject,
            Conditions.words(condition.get()),
            type.equals("Accepted")
                ? "the gateway does not take this route"
                : "a backend that the route names does not exist or may not be used",
            look);
      } else {
        findings.ok(subject, type.equals("Accepted") ? "is accepted" : "all backends are found");
      }
    }
  }
}
