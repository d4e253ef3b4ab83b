package io.signalbox.gateways.doctor;

import java.util.List;

/** Does the gateway ask the router, on the right port? */
final class PolicyCheck implements Check {
  private static final int GRPC = 50051;

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    if (patient.gateway().isEmpty()) {
      findings.skipped("policy", "no gateway is known", "see the check gateway");
      return;
    }
    var gateway = patient.gateway().get();
    var attached =
        patient.attachments().stream().filter(one -> reaches(one, patient, gateway)).toList();
    if (attached.isEmpty()) {
      tellUnattached(patient, gateway, findings);
      return;
    }
    for (var attachment : attached) {
      tellConditions(attachment, findings);
      attachment.services().forEach(ref -> examine(attachment, ref, patient, findings));
      if (attachment.opens()) {
        findings.warning(
            attachment.id(),
            "fails open",
            "while the router is away, requests pass that nobody has read",
            attachment.envoy() ? "set failOpen: false" : "set failureMode: FailClosed");
      }
    }
  }

  private static boolean reaches(Attachment attachment, Patient patient, Thing gateway) {
    return attachment.targets("Gateway", gateway.name())
        || patient.routes().stream()
            .anyMatch(route -> attachment.targets("HTTPRoute", route.name()));
  }

  private static void tellUnattached(Patient patient, Thing gateway, Findings findings) {
    var others = patient.attachments().stream().map(Attachment::id).distinct().toList();
    findings.problem(
        "Gateway " + gateway.id(),
        others.isEmpty()
            ? "no policy of the namespace has an ExtProc service asked"
            : "no policy for it has an ExtProc service asked; there is for others: "
                + String.join(", ", others),
        "requests pass without the router, and \"auto\" reaches the backend",
        "signalbox gateway-config --for agentgateway --kubernetes --config FILE | kubectl apply -f -");
  }

  private static void tellConditions(Attachment attachment, Findings findings) {
    for (var type : List.of("Accepted", "Attached")) {
      var condition = attachment.condition(type);
      if (condition.isPresent()
          && condition.get().text("status").filter("True"::equals).isEmpty()) {
        findings.problem(
            attachment.id(),
            Conditions.words(condition.get()),
            "the gateway does not apply it",
            "kubectl describe %s %s -n %s"
                .formatted(
                    attachment.kind().resource(),
                    attachment.policy().name(),
                    attachment.policy().namespace()));
      }
    }
  }

  private static void examine(
      Attachment attachment, Thing ref, Patient patient, Findings findings) {
    var reader = patient.cluster().orElseThrow();
    var namespace = ref.text("namespace").orElse(attachment.policy().namespace());
    var name = ref.text("name").orElse("");
    int port = ref.number("port").orElse(0);
    var service = reader.get(Kind.SERVICE, namespace, name);
    if (service.isEmpty()) {
      findings.problem(
          attachment.id(),
          "asks the Service %s/%s, which does not exist".formatted(namespace, name),
          "every request fails, or passes unread when the policy fails open",
          "kubectl get svc -n %s, then name the router's in backendRef".formatted(namespace));
      return;
    }
    var found =
        service.get().parts("spec", "ports").stream()
            .filter(one -> one.number("port").filter(number -> number == port).isPresent())
            .findFirst();
    if (found.isEmpty() || !speaksExtProc(found.get())) {
      findings.problem(
          attachment.id(),
          "asks port %d of Service %s/%s, %s"
              .formatted(
                  port,
                  namespace,
                  name,
                  found.isEmpty() ? "which has none such" : "which is not its ExtProc port"),
          "the router is not there",
          "set backendRef.port to " + extProcPort(service.get()));
      return;
    }
    findings.ok(attachment.id(), "asks Service %s/%s on port %d".formatted(namespace, name, port));
  }

  private static boolean speaksExtProc(Thing port) {
    return port.text("name").filter("grpc"::equals).isPresent()
        || port.number("port").filter(number -> number == GRPC).isPresent()
        || port.text("targetPort").filter(PolicyCheck::isExtProc).isPresent();
  }

  private static boolean isExtProc(String target) {
    return target.equals("grpc") || target.equals(Integer.toString(GRPC));
  }

  private static String extProcPort(Thing service) {
    return service.parts("spec", "ports").stream()
        .filter(PolicyCheck::speaksExtProc)
        .flatMap(port -> port.text("port").stream())
        .findFirst()
        .orElse(Integer.toString(GRPC));
  }
}
