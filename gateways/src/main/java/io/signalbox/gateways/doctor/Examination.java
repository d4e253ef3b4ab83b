package io.signalbox.gateways.doctor;

import java.util.ArrayList;
import java.util.List;

/** Takes all checks in the order in which a request meets what they look at. */
final class Examination {
  private static final List<Check> CHECKS =
      List.of(
          new GatewayCheck(),
          new RouteCheck(),
          new BackendCheck(),
          new PolicyCheck(),
          new ModesCheck(),
          new RouterCheck(),
          new ConfigCheck(),
          new AdaptersCheck(),
          new FallbackCheck(),
          new ProbeCheck());

  private Examination() {}

  /** Everything that was found; a check that may not look is told, and the others go on. */
  static List<Finding> of(Patient patient) {
    var all = new ArrayList<Finding>();
    for (var check : CHECKS) {
      var findings = new Findings(check.name());
      try {
        check.examine(patient, findings);
      } catch (UnreadableException unreadable) {
        findings.problem(
            check.name(),
            String.valueOf(unreadable.getMessage()),
            "what it should look at cannot be read",
            unreadable.fix());
      }
      all.addAll(findings.all());
    }
    return all;
  }
}
