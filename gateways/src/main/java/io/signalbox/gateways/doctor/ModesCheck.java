package io.signalbox.gateways.doctor;

/** Does the gateway show the router what it must see? Facts: docs/doors.md. */
final class ModesCheck implements Check {
  @Override
  public String name() {
    return "modes";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    if (patient.attachments().isEmpty()) {
      findings.skipped("modes", "no policy has an ExtProc service asked", "see the check policy");
    }
    for (var attachment : patient.attachments()) {
      var before = findings.all().size();
      examineRequest(attachment, findings);
      examineResponse(attachment, findings);
      examinePhase(attachment, patient, findings);
      if (findings.all().size() == before) {
        var modes = attachment.modes();
        findings.ok(
            attachment.id(),
            "request %s, response %s".formatted(modes.requestBody(), modes.responseBody()));
      }
    }
  }

  private static void examineRequest(Attachment attachment, Findings findings) {
    var modes = attachment.modes();
    switch (modes.requestBody()) {
      case "None" ->
          findings.problem(
              attachment.id(),
              "request bodies are not shown",
              "the router cannot read a prompt; what it then does, global.router.unseen_prompt says",
              "set the request body mode to FullDuplexStreamed or Buffered");
      case "BufferedPartial" ->
          findings.warning(
              attachment.id(),
              "request bodies are cut when they are long",
              "a prompt over the gateway's limit is not read",
              "set the request body mode to FullDuplexStreamed or Buffered");
      case "Streamed" ->
          findings.warning(
              attachment.id(),
              "request bodies are streamed behind their headers",
              "the model in the body is set, but no header that could choose a route",
              "set the request body mode to FullDuplexStreamed or Buffered");
      default -> {
        // The prompt is shown whole, before the headers go on.
      }
    }
    if (modes.requestHeaders().equals("Skip")) {
      findings.warning(
          attachment.id(),
          "request headers are not shown",
          "the router cannot set x-selected-model, nor tell who asks",
          "set the request header mode to Send");
    }
  }

  private static void examineResponse(Attachment attachment, Findings findings) {
    var modes = attachment.modes();
    if (modes.responseHeaders().equals("Skip")) {
      findings.warning(
          attachment.id(),
          "response headers are not shown",
          "clients get no x-vsr headers, and answers are neither kept nor restored",
          "set the response header mode to Send");
    }
    if (modes.responseBody().equals("Buffered") && !modes.override()) {
      findings.warning(
          attachment.id(),
          "responses are buffered, and the router may not change that",
          "a stream reaches the client in one piece, when it is over",
          "set allowModeOverride: true, or the response body mode to FullDuplexStreamed");
    }
    if (modes.responseBody().equals("None")) {
      findings.warning(
          attachment.id(),
          "response bodies are not shown",
          "answers are not kept, translated, restored or counted; models are chosen all the same",
          "set the response body mode to FullDuplexStreamed where that is wanted");
    }
  }

  /** Routes that match on the chosen model must be looked for after the router was asked. */
  private static void examinePhase(Attachment attachment, Patient patient, Findings findings) {
    boolean byModel =
        patient.routes().stream()
            .flatMap(route -> route.parts("spec", "rules").stream())
            .flatMap(rule -> rule.parts("matches").stream())
            .flatMap(match -> match.parts("headers").stream())
            .anyMatch(header ->
                header.text("name").filter("x-selected-model"::equalsIgnoreCase).isPresent());
    var phase = attachment.policy().text("spec", "traffic", "phase").orElse("PostRouting");
    if (byModel && !attachment.envoy() && !phase.equals("PreRouting")) {
      findings.problem(
          attachment.id(),
          "asks the router after the route is chosen, and routes match x-selected-model",
          "those routes are never taken",
          "set spec.traffic.phase: PreRouting, and target the Gateway");
    }
  }
}
