package io.signalbox.gateways.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One place where a policy tells a gateway to ask an ExtProc service.
 *
 * @param kind of the policy
 * @param policy the whole object
 * @param settings what it says of ExtProc
 */
record Attachment(Kind kind, Thing policy, Thing settings) {

  /** How a part of a message is shown to the router. */
  record Modes(
      String requestHeaders,
      String requestBody,
      String responseHeaders,
      String responseBody,
      boolean override) {}

  /** The attachments of agentgateway's policies, each condition one. */
  static Stream<Attachment> ofAgentgateway(Thing policy) {
    var extProc = policy.part("spec", "traffic", "extProc");
    var conditional = extProc.parts("conditional");
    var settings =
        conditional.isEmpty()
            ? Stream.of(extProc)
            : conditional.stream().map(one -> one.part("policy"));
    return settings
        .filter(one -> !one.isEmpty())
        .map(one -> new Attachment(Kind.AGENTGATEWAY_POLICY, policy, one));
  }

  /** The attachments of Envoy Gateway's policies. */
  static Stream<Attachment> ofEnvoy(Thing policy) {
    return policy.parts("spec", "extProc").stream()
        .map(one -> new Attachment(Kind.ENVOY_EXTENSION_POLICY, policy, one));
  }

  boolean envoy() {
    return kind.equals(Kind.ENVOY_EXTENSION_POLICY);
  }

  String id() {
    return kind.name() + " " + policy.id();
  }

  /** What the policy is attached to. */
  List<Thing> targets() {
    var several = policy.parts("spec", "targetRefs");
    var one = policy.part("spec", "targetRef");
    return one.isEmpty() ? several : List.of(one);
  }

  boolean targets(String kindOfTarget, String name) {
    return targets().stream()
        .anyMatch(target ->
            target.text("kind").filter(kindOfTarget::equals).isPresent()
                && target.text("name").filter(name::equals).isPresent());
  }

  /** The Services that are asked. */
  List<Thing> services() {
    return envoy() ? settings.parts("backendRefs") : List.of(settings.part("backendRef"));
  }

  /** Whether requests pass unread when the router does not answer. */
  boolean opens() {
    return settings.text("failureMode").filter("FailOpen"::equals).isPresent()
        || settings.text("failOpen").filter("true"::equals).isPresent();
  }

  /** The modes in agentgateway's words, with what holds where nothing is said. */
  Modes modes() {
    return envoy() ? envoyModes() : agentgatewayModes();
  }

  private Modes agentgatewayModes() {
    var options = settings.part("processingOptions");
    return new Modes(
        options.text("requestHeaderMode").orElse("Send"),
        options.text("requestBodyMode").orElse("FullDuplexStreamed"),
        options.text("responseHeaderMode").orElse("Send"),
        options.text("responseBodyMode").orElse("FullDuplexStreamed"),
        options.text("allowModeOverride").filter("true"::equals).isPresent());
  }

  private Modes envoyModes() {
    var mode = settings.part("processingMode");
    return new Modes(
        headers(mode, "request"),
        mode.text("request", "body").orElse("None"),
        headers(mode, "response"),
        mode.text("response", "body").orElse("None"),
        mode.text("allowModeOverride").filter("true"::equals).isPresent());
  }

  /** Envoy Gateway shows the headers of a side that its mode names at all. */
  private static String headers(Thing mode, String side) {
    return mode.fields().containsKey(side) ? "Send" : "Skip";
  }

  /** The conditions that gateways wrote, whatever ancestor they are of. */
  Optional<Thing> condition(String type) {
    return policy.parts("status", "ancestors").stream()
        .flatMap(ancestor -> ancestor.condition(type, "conditions").stream())
        .findFirst();
  }
}
