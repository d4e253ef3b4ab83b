package io.signalbox.gateways.doctor;

import io.signalbox.gateways.doctor.Web.UnreachableException;
import java.util.Map;

/** Does the router run, and does it serve? */
final class RouterCheck implements Check {
  @Override
  public String name() {
    return "router";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    var router = patient.router();
    if (patient.cluster().isPresent()) {
      examineWorkload(patient, router, findings);
    }
    if (router.metrics().isEmpty()) {
      findings.skipped(
          "router",
          "its metrics port is not known, which tells whether it is ready",
          "run with --router-url http://HOST:9190");
      return;
    }
    var web = router.metrics().get();
    try {
      var reply = web.ask("/ready", Map.of(), null);
      if (reply.status() == 200) {
        findings.ok(web.place(), "is ready");
      } else {
        findings.problem(
            web.place(),
            "GET /ready answers " + reply.status(),
            "it starts, stops, or is no Signalbox",
            logs(patient));
      }
    } catch (UnreachableException e) {
      findings.problem(
          web.place(), "no answer: " + e.getMessage(), "the router cannot be asked", logs(patient));
    }
  }

  private static void examineWorkload(Patient patient, RouterView router, Findings findings) {
    var name = patient.targets().namespace() + "/" + patient.targets().service();
    if (router.service().isEmpty()) {
      findings.problem(
          "Service " + name,
          "does not exist",
          "the gateway has nobody to ask",
          "helm list -n %s, or run with --service NAME".formatted(patient.targets().namespace()));
    } else if (router.workload().isEmpty()) {
      findings.problem(
          "Service " + name,
          "no Deployment has pods that it selects",
          "the gateway's calls reach nobody",
          "kubectl get deployments -n %s --show-labels".formatted(patient.targets().namespace()));
    } else {
      tellReplicas(router.workload().get(), findings);
    }
  }

  private static void tellReplicas(Thing workload, Findings findings) {
    int wanted = workload.number("spec", "replicas").orElse(1);
    int ready = workload.number("status", "readyReplicas").orElse(0);
    var subject = "Deployment " + workload.id();
    if (ready > 0 && ready >= wanted) {
      findings.ok(subject, "%d of %d pods are ready".formatted(ready, wanted));
    } else if (ready > 0) {
      findings.warning(
          subject,
          "%d of %d pods are ready".formatted(ready, wanted),
          "a rollout goes on, or some pods do not start",
          "kubectl describe deployment %s -n %s".formatted(workload.name(), workload.namespace()));
    } else {
      findings.problem(
          subject,
          "none of %d pods is ready".formatted(wanted),
          "image, configuration or resources keep them from starting",
          "kubectl describe pods -n %s; kubectl logs deployment/%s -n %s"
              .formatted(workload.namespace(), workload.name(), workload.namespace()));
    }
  }

  private static String logs(Patient patient) {
    return patient
        .router()
        .workload()
        .map(one -> "kubectl logs deployment/%s -n %s".formatted(one.name(), one.namespace()))
        .orElse("look at the router's log");
  }
}
