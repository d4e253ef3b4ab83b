package io.signalbox.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.signalbox.kubernetes.resource.OpenshiftFeatures;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.kubernetes.resource.SemanticRouterStatus;
import io.signalbox.operator.adapter.AdapterReport;
import io.signalbox.operator.apply.Refusal;
import io.signalbox.operator.backend.BackendProblem;
import io.signalbox.operator.dependent.ObjectName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a status of what was found. The same findings give the same status, whenever that is. */
public final class StatusReport {
  private final SemanticRouter router;
  private final Findings findings;
  private final Conditions conditions;
  private final Optional<Rollout> rollout;

  private StatusReport(SemanticRouter router, Findings findings, Instant now) {
    this.router = router;
    this.findings = findings;
    conditions = new Conditions(router, now);
    rollout = findings.deployment().map(Rollout::of);
  }

  /** The status of a resource about which that was found. */
  public static SemanticRouterStatus of(SemanticRouter router, Findings findings, Instant now) {
    return new StatusReport(router, findings, now).status();
  }

  /** The status of a resource that could not be looked at to the end; what it said else stays. */
  public static SemanticRouterStatus failed(SemanticRouter router, Exception failure, Instant now) {
    var conditions = new Conditions(router, now);
    Conditions.of(router).stream()
        .map(Condition::getType)
        .filter(type -> !type.equals("Degraded"))
        .forEach(conditions::keep);
    var api = failure instanceof KubernetesClientException;
    conditions.put(
        "Degraded",
        true,
        api ? "ApiFailed" : "OperatorFailed",
        (api
                ? "The API server does not answer as it should; the operator goes on trying: "
                : "The operator failed over this resource; see its log: ")
            + failure.getMessage());
    var before = router.getStatus();
    return new SemanticRouterStatus(
        conditions.all(),
        before == null ? null : before.observedGeneration(),
        before == null ? null : before.replicas(),
        before == null ? null : before.readyReplicas(),
        before == null ? "Pending" : before.phase(),
        before == null ? null : before.gatewayMode(),
        before == null ? null : before.openshiftFeatures());
  }

  private SemanticRouterStatus status() {
    available();
    progressing();
    configValid();
    backendsResolved();
    adaptersServed();
    degraded();
    return new SemanticRouterStatus(
        conditions.all(),
        router.getMetadata().getGeneration(),
        rollout.map(Rollout::wanted).orElse(0),
        rollout.map(Rollout::ready).orElse(0),
        rollout.map(Rollout::phase).orElse("Pending"),
        findings.gatewayAttached() ? "gateway-integration" : "standalone",
        new OpenshiftFeatures(findings.routeAsked(), findings.routeHost()));
  }

  private void available() {
    if (rollout.isEmpty()) {
      conditions.put(
          "Available",
          false,
          "DeploymentNotFound",
          "There is no Deployment yet; the other conditions say why.");
      return;
    }
    var found = rollout.get();
    var numbers = "%d of %d replicas are ready.".formatted(found.ready(), found.wanted());
    if (found.ready() >= found.wanted()) {
      conditions.put("Available", true, "AllReplicasReady", numbers);
    } else if (found.ready() > 0) {
      conditions.put("Available", true, "SomeReplicasReady", numbers);
    } else {
      conditions.put(
          "Available",
          false,
          "Pending",
          numbers
              + " See: kubectl -n %s describe pods -l app.kubernetes.io/instance=%s"
                  .formatted(
                      router.getMetadata().getNamespace(),
                      ObjectName.of(router.getMetadata().getName())));
    }
  }

  private void progressing() {
    if (rollout.isEmpty()) {
      conditions.put("Progressing", false, "Waiting", "Nothing rolls out without a Deployment.");
    } else if (rollout.get().stuck().isPresent()) {
      conditions.put("Progressing", false, "ProgressDeadlineExceeded", rollout.get().stuck().get());
    } else if (rollout.get().current() && rollout.get().ready() >= rollout.get().wanted()) {
      conditions.put("Progressing", false, "Complete", "All replicas run what is wanted.");
    } else {
      conditions.put("Progressing", true, "Progressing", "Replicas are starting or leaving.");
    }
  }

  private void configValid() {
    if (findings.problems().isEmpty()) {
      var remarks = String.join(" ", findings.warnings());
      conditions.put(
          "ConfigValid",
          true,
          findings.warnings().isEmpty() ? "Valid" : "ValidWithWarnings",
          remarks.isEmpty() ? "The router takes the configuration." : remarks);
      return;
    }
    conditions.put(
        "ConfigValid",
        false,
        findings.problemReason(),
        "Correct the resource: %s.%s"
            .formatted(
                String.join("; ", findings.problems()),
                rollout.isPresent()
                    ? " Until then the router goes on with the configuration it has."
                    : " Until then no router is started."));
  }

  private void backendsResolved() {
    var problems = findings.resolution().problems();
    if (!problems.isEmpty()) {
      var reason = problems.size() == 1 ? problems.getFirst().reason() : "SomeUnresolved";
      var kept = findings.lastKept() ? " The router goes on with the configuration it has." : "";
      conditions.put("BackendsResolved", false, reason, listed(problems) + kept);
    } else if (findings.endpoints() == 0) {
      conditions.put("BackendsResolved", true, "NoneNamed", "The resource names no endpoints.");
    } else {
      conditions.put(
          "BackendsResolved",
          true,
          "Resolved",
          "All %d endpoints have an address.".formatted(findings.endpoints()));
    }
  }

  private static String listed(List<BackendProblem> problems) {
    return problems.stream()
        .map(problem -> problem.endpoint() + ": " + problem.message())
        .collect(Collectors.joining(" "));
  }

  /** Backends are asked aside; until one has answered, what was known before is left standing. */
  private void adaptersServed() {
    var report = findings.adapters();
    if (findings.resolution().backends().isEmpty()) {
      return;
    }
    if (report == null) {
      conditions.keep("AdaptersServed");
    } else if (report.degraded()) {
      conditions.put("AdaptersServed", false, "NotServed", listed(report));
    } else if (report.findings().stream()
        .anyMatch(finding -> finding.kind() == AdapterReport.Kind.UNKNOWN)) {
      conditions.putUnknown("AdaptersServed", "NotAnswered", listed(report));
    } else {
      conditions.put(
          "AdaptersServed",
          true,
          "Served",
          report.findings().isEmpty()
              ? "The backends serve what the configuration names."
              : listed(report));
    }
  }

  private static String listed(AdapterReport report) {
    return report.findings().stream()
        .map(AdapterReport.Finding::message)
        .collect(Collectors.joining(" "));
  }

  private void degraded() {
    var causes = causes();
    if (causes.isEmpty()) {
      conditions.put("Degraded", false, "AsExpected", "Nothing is known to be wrong.");
      return;
    }
    conditions.put(
        "Degraded",
        true,
        causes.getFirst().reason(),
        causes.stream().map(Refusal::message).collect(Collectors.joining(" ")));
  }

  private List<Refusal> causes() {
    var causes = new ArrayList<>(findings.outcome().refusals());
    causes.addAll(findings.missing());
    rollout
        .flatMap(Rollout::refused)
        .ifPresent(message ->
            causes.add(
                new Refusal(
                    "PodsRefused",
                    "The API server takes no more pods of the router; make it possible, or change the resource. It says: "
                        + message)));
    rollout
        .flatMap(Rollout::stuck)
        .ifPresent(message -> causes.add(new Refusal("ProgressDeadlineExceeded", message)));
    if (!findings.problems().isEmpty()) {
      causes.add(
          new Refusal(
              "ConfigRefused", "The configuration is not used; see the condition ConfigValid."));
    }
    if (!findings.resolution().problems().isEmpty()) {
      causes.add(
          new Refusal(
              "BackendsUnresolved",
              "Endpoints have no address; see the condition BackendsResolved."));
    }
    var gateway = findings.gatewayProblem();
    if (gateway != null) {
      causes.add(new Refusal("GatewayNotAttached", gateway));
    }
    var adapters = findings.adapters();
    if (adapters != null && adapters.degraded()) {
      causes.add(
          new Refusal(
              "AdaptersNotServed",
              "Backends do not serve what the configuration names; see the condition AdaptersServed."));
    }
    return causes;
  }
}
