package io.signalbox.gateways.doctor;

import io.signalbox.gateways.doctor.Web.Reply;
import io.signalbox.gateways.doctor.Web.UnreachableException;
import java.util.Map;

/** Sends one prompt through everything. */
final class ProbeCheck implements Check {
  private static final String BODY =
      """
      {"model":"auto","max_tokens":16,"messages":[{"role":"user",\
      "content":"What is the derivative of f(x) = x^3?"}]}\
      """;

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public void examine(Patient patient, Findings findings) {
    if (patient.front().isEmpty()) {
      findings.skipped(
          "probe", "the gateway's address is not known", "run with --gateway-url http://HOST:PORT");
      return;
    }
    var web = patient.front().get();
    try {
      judge(
          web.place(),
          web.ask("/v1/chat/completions", Map.of("x-vsr-debug", "true"), BODY),
          findings);
    } catch (UnreachableException e) {
      findings.problem(
          web.place(),
          "no answer: " + e.getMessage(),
          "the gateway does not run, or is not reached from here",
          "kubectl get pods,svc; or run with --gateway-url");
    }
  }

  private static void judge(String place, Reply reply, Findings findings) {
    var model = reply.header("x-vsr-selected-model");
    if (reply.status() == 200 && model.isPresent()) {
      findings.ok(
          place,
          "the derivative prompt was answered by %s (%s)"
              .formatted(
                  model.get(),
                  reply.header("x-vsr-selected-decision").orElse("no decision took it")));
    } else if (reply.status() == 200) {
      findings.problem(
          place,
          "the prompt was answered, and the router was not asked",
          "no x-vsr header came back: the policy does not reach this route, or response headers are not shown to the router",
          "see the checks policy and modes");
    } else {
      findings.problem(
          place, "the prompt was answered with " + reply.status(), cause(reply), fix(reply));
    }
  }

  private static String cause(Reply reply) {
    return switch (reply.status()) {
      case 404 ->
          reply.header("x-vsr-selected-model").isPresent()
              ? "the server of the model does not know the name that the router chose"
              : "no route of the gateway takes the path /v1/chat/completions, or the server does not know the model";
      case 401 -> "the gateway or the provider wants a key";
      case 403 -> "the gateway or a decision of the router refuses it";
      case 400 ->
          "the request reached somebody who does not take it: a backend that got \"auto\" was not routed";
      case 413 -> "a buffer on the way is too small";
      case 429 -> "a rate limit is used up";
      case 500, 502, 503, 504 ->
          "the router or the model cannot be reached, or takes too long"
              + (reply.body().contains("ext_proc") ? ": the gateway says ext_proc failed" : "");
      default -> "something on the way refuses it";
    };
  }

  private static String fix(Reply reply) {
    return switch (reply.status()) {
      case 404, 400 -> "see the checks routes, policy and adapters";
      case 401, 403 -> "send what the gateway wants: the doctor sends no key";
      case 413, 429 -> "see the gateway's policies";
      default -> "see the checks router and adapters; then the gateway's log";
    };
  }
}
