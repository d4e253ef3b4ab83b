package io.signalbox.gateways.doctor;

import io.signalbox.catalog.CheckingPorts;
import io.signalbox.config.load.Loaded;
import io.signalbox.config.tree.Problem;
import io.signalbox.engine.RecipeCompiler;
import io.signalbox.engine.RouterEvents;
import io.signalbox.gateways.doctor.Web.UnreachableException;
import io.signalbox.parts.StandardParts;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Is the document one that serves, and does the router serve the newest? */
final class ConfigCheck implements Check {
  private static final Pattern REFUSED =
      Pattern.compile(
          "^signalbox_config_reload_total\\{[^}]*result=\"failed\"[^}]*} (\\S+)",
          Pattern.MULTILINE);

  @Override
  public String name() {
    return "config";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    var router = patient.router();
    if (router.config().isEmpty()) {
      findings.skipped("config", "the router's document is not known", "run with --config FILE");
    } else {
      boolean here = patient.targets().config() != null;
      var errors = errors(router.config().get(), here);
      if (errors.isEmpty()) {
        findings.ok(router.configPlace(), "can be served");
      }
      for (var error : errors) {
        findings.problem(
            router.configPlace(),
            error.text(),
            "the router refuses this document; one that is running serves the one before",
            "signalbox validate --config FILE, then change it there");
      }
    }
    router.metrics().ifPresent(web -> tellReloads(web, findings));
  }

  /**
   * What the router would refuse.
   *
   * @param here whether the document lies here, with the files that it names; those of a document
   *     in the cluster are in its pods
   */
  private static List<Problem> errors(Loaded loaded, boolean here) {
    var ports = new CheckingPorts(_ -> {}, _ -> {});
    var compiled =
        new RecipeCompiler(StandardParts.catalog(), ports, RouterEvents.NONE, true).compile(loaded);
    return compiled.problems().stream()
        .filter(Problem::isError)
        .filter(problem -> here || !problem.value().endsWith(": no such file"))
        .toList();
  }

  private static void tellReloads(Web web, Findings findings) {
    try {
      var reply = web.ask("/metrics", Map.of(), null);
      var found = REFUSED.matcher(reply.body());
      if (reply.status() == 200 && found.find() && !found.group(1).matches("0(\\.0*)?")) {
        findings.warning(
            web.place(),
            "a changed document was refused since the start",
            "the newest change may not serve",
            "look for config_reload_failed in the router's log");
      }
    } catch (UnreachableException e) {
      findings.skipped(web.place(), "no answer: " + e.getMessage(), "see the check router");
    }
  }
}
