package io.signalbox.gateways.doctor;

import io.signalbox.gateways.doctor.Web.UnreachableException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Are models and adapters named alike by the router, the server, and its arguments? */
final class AdaptersCheck implements Check {
  @Override
  public String name() {
    return "adapters";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    if (patient.servers().isEmpty()) {
      findings.skipped(
          "adapters",
          "no server of models is known",
          "run with --backend-url http://HOST:8000, or --config FILE");
    }
    patient.servers().forEach(server -> examine(server, findings));
  }

  private static void examine(ModelServer server, Findings findings) {
    var place = server.web().place();
    Set<String> served;
    try {
      served = server.served();
    } catch (UnreachableException e) {
      findings.problem(
          place,
          "tells no models: " + e.getMessage(),
          "the server does not run, or its address is wrong",
          server
              .workload()
              .map(one -> "kubectl logs deployment/%s -n %s".formatted(one.name(), one.namespace()))
              .orElse("curl " + place + "/v1/models"));
      return;
    }
    boolean same = tellMissing(server, served, place, findings);
    same &= tellUnloaded(server.loaded(), served, place, findings);
    if (same) {
      findings.ok(place, "serves " + String.join(", ", served));
    }
  }

  private static boolean tellMissing(
      ModelServer server, Set<String> served, String place, Findings findings) {
    var missing = new TreeSet<>(server.expected());
    missing.removeAll(served);
    if (missing.isEmpty()) {
      return true;
    }
    findings.problem(
        place,
        "does not serve %s; it serves %s"
            .formatted(String.join(", ", missing), String.join(", ", served)),
        "the router's document sends requests there for names that the server does not know: they are answered with 404",
        "load them (--lora-modules), or name them in the document as the server does");
    return false;
  }

  private static boolean tellUnloaded(
      Optional<Set<String>> loaded, Set<String> served, String place, Findings findings) {
    var missing = new TreeSet<>(loaded.orElse(Set.of()));
    missing.removeAll(served);
    if (missing.isEmpty()) {
      return true;
    }
    findings.problem(
        place,
        "was told to load %s, and does not serve it".formatted(String.join(", ", missing)),
        "the adapter could not be loaded, or --max-loras is too low",
        "look into the server's log");
    return false;
  }
}
