package io.signalbox.gateways.doctor;

import io.signalbox.config.load.Loaded;
import io.signalbox.gateways.doctor.Web.UnreachableException;

/** Is there a model for requests that no decision takes? */
final class FallbackCheck implements Check {
  @Override
  public String name() {
    return "fallback";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    var router = patient.router();
    var document = router.config().map(Loaded::document);
    if (document.isEmpty()) {
      findings.skipped("fallback", "the router's document is not known", "see the check config");
      return;
    }
    var model = document.get().providers().defaults().defaultModel();
    if (model == null || model.isBlank()) {
      findings.warning(
          router.configPlace(),
          "names no default model",
          "a request that no decision takes has no model of its own choice",
          "set providers.defaults.default_model");
      return;
    }
    for (var server : patient.servers()) {
      try {
        if (server.served().contains(model)) {
          findings.ok(server.web().place(), "serves the default model " + model);
          return;
        }
      } catch (UnreachableException e) {
        // The check of the adapters tells it.
      }
    }
    if (patient.servers().isEmpty()) {
      findings.skipped("fallback", "no server of models is known", "see the check adapters");
    } else {
      findings.problem(
          router.configPlace(),
          "no server serves the default model " + model,
          "requests that no decision takes are answered with 404",
          "serve it, or set providers.defaults.default_model to a model that is served");
    }
  }
}
