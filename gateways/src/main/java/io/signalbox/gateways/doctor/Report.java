package io.signalbox.gateways.doctor;

import io.signalbox.gateways.doctor.Finding.Outcome;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Tells findings to people or to scripts. */
record Report(List<Finding> findings) {

  /** Whether nothing keeps requests from being routed, as far as it could be seen. */
  boolean healthy() {
    return looked() && findings.stream().noneMatch(one -> one.outcome() == Outcome.PROBLEM);
  }

  /** Whether anything could be looked at. */
  boolean looked() {
    return findings.stream().anyMatch(one -> one.outcome() != Outcome.SKIPPED);
  }

  private long count(Outcome outcome) {
    return findings.stream().filter(one -> one.outcome() == outcome).count();
  }

  /** A line a finding, with cause and fix below those that are not well; the last line sums up. */
  String text() {
    var text = new StringBuilder();
    for (var one : findings) {
      text.append(
          "%-8s %-9s %s: %s%n"
              .formatted(
                  one.outcome().name().toLowerCase(Locale.ROOT),
                  one.check(),
                  one.subject(),
                  one.message()));
      if (one.cause() != null) {
        text.append("%19scause: %s%n".formatted("", one.cause()));
      }
      if (one.fix() != null) {
        text.append("%19sfix:   %s%n".formatted("", one.fix()));
      }
    }
    return text.append(
            "%d problems, %d warnings, %d ok, %d skipped%n"
                .formatted(
                    count(Outcome.PROBLEM),
                    count(Outcome.WARNING),
                    count(Outcome.OK),
                    count(Outcome.SKIPPED)))
        .toString();
  }

  /** {@code {"healthy": …, "findings": [{check, outcome, subject, message, cause?, fix?}]}}. */
  String json() {
    var mapper = JsonMapper.shared();
    var root = mapper.createObjectNode().put("healthy", healthy());
    var list = root.putArray("findings");
    for (var one : findings) {
      var object =
          list.addObject()
              .put("check", one.check())
              .put("outcome", one.outcome().name().toLowerCase(Locale.ROOT))
              .put("subject", one.subject())
              .put("message", one.message());
      if (one.cause() != null) {
        object.put("cause", one.cause());
      }
      if (one.fix() != null) {
        object.put("fix", one.fix());
      }
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }
}
