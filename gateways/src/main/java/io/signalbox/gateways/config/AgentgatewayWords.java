package io.signalbox.gateways.config;

import io.signalbox.config.ReliabilityConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What agentgateway's file and its kinds say alike. */
final class AgentgatewayWords {
  private AgentgatewayWords() {}

  /**
   * How the router is shown requests and replies.
   *
   * @param capital whether words begin with a capital letter, as the kinds write them
   */
  static Map<String, Object> processing(ProxyPlan plan, boolean capital) {
    var send = capital ? "Send" : "send";
    var trailers = plan.buffered() ? (capital ? "Skip" : "skip") : send;
    var body = plan.buffered() ? "buffered" : "fullDuplexStreamed";
    var shown = capital ? Character.toUpperCase(body.charAt(0)) + body.substring(1) : body;
    return Tree.of(
        "requestHeaderMode", send,
        "requestBodyMode", shown,
        "requestTrailerMode", trailers,
        "responseHeaderMode", send,
        "responseBodyMode", shown,
        "responseTrailerMode", trailers,
        "allowModeOverride", plan.buffered());
  }

  /** A condition that holds for requests without a header. */
  static String absent(String header) {
    return "!(\"" + header + "\" in request.headers)";
  }

  /** When a backend is left alone for a while; null for never. */
  static @Nullable Map<String, Object> health(ReliabilityConfig reliability) {
    if (reliability.consecutiveFailures() == 0) {
      return null;
    }
    return Tree.of(
        "eviction",
        Tree.of(
            "duration",
            Tree.gatewaySeconds(reliability.baseEjectionTime()),
            "consecutiveFailures",
            reliability.consecutiveFailures()));
  }
}
