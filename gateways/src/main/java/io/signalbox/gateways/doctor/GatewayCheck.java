package io.signalbox.gateways.doctor;

import java.util.List;
import java.util.Locale;

/** Is there a gateway, and does somebody run it? */
final class GatewayCheck implements Check {
  private static final List<String> CONDITIONS = List.of("Accepted", "Programmed");

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    var namespace = patient.targets().namespace();
    if (patient.cluster().isEmpty()) {
      findings.skipped("gateway", "there is no cluster to ask", "run with --kubeconfig FILE");
      return;
    }
    if (!patient.cluster().get().knows(Kind.GATEWAY)) {
      findings.problem(
          "gateway",
          "the cluster does not know the kind Gateway",
          "the Gateway API is not installed, so nothing can route",
          "install the Gateway API's standard CRDs, then the gateway's own chart");
      return;
    }
    var gateway = patient.gateway();
    if (gateway.isEmpty()) {
      tellMissing(patient, namespace, findings);
      return;
    }
    var found = gateway.get();
    var subject = "Gateway " + found.id();
    for (var type : CONDITIONS) {
      var condition = found.condition(type, "status", "conditions");
      if (condition.isEmpty()) {
        findings.problem(
            subject,
            "has no condition " + type,
            "no controller looks at it: GatewayClass "
                + found.text("spec", "gatewayClassName").orElse("(none)")
                + " may not exist, or its controller does not run",
            "kubectl get gatewayclass; kubectl get pods -n " + namespace);
      } else if (condition.get().text("status").filter("True"::equals).isEmpty()) {
        findings.problem(
            subject,
            Conditions.words(condition.get()),
            "its controller refuses it or cannot run it",
            "kubectl describe gateway %s -n %s".formatted(found.name(), found.namespace()));
      } else {
        findings.ok(subject, "is " + type.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static void tellMissing(Patient patient, String namespace, Findings findings) {
    var all =
        patient.cluster().orElseThrow().list(Kind.GATEWAY, namespace).stream()
            .map(Thing::name)
            .toList();
    if (all.isEmpty()) {
      findings.problem(
          "gateway",
          "there is no Gateway in namespace " + namespace,
          "clients have no address to ask",
          "kubectl get gateways -A, then run with -n NAMESPACE; or apply one");
    } else {
      findings.problem(
          "gateway",
          patient.targets().gateway() == null
              ? "there are several: " + String.join(", ", all)
              : "there is no Gateway %s; there is: %s"
                  .formatted(patient.targets().gateway(), String.join(", ", all)),
          "which of them clients ask is not known",
          "run with --gateway NAME");
    }
  }
}
