package io.signalbox.server.gateway;

import io.signalbox.chat.ChatReply;
import io.signalbox.chat.HeaderEdits;
import io.signalbox.chat.Headers;
import io.signalbox.chat.ReplyBody;
import io.signalbox.config.GatewayConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets web pages of configured origins call (Fetch standard, 3.2). Without configured origins it
 * leaves requests and replies alone; with them the gateway alone decides, and what a backend says
 * about origins is dropped.
 */
record Cors(GatewayConfig.Cors rules) {
  private static final String METHODS = "GET, POST, OPTIONS";
  private static final List<String> OURS =
      List.of(
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-expose-headers",
          "access-control-max-age");

  /** The answer to a browser that asks before it calls, or null when this is another request. */
  @Nullable ChatReply preflight(String method, Headers request) {
    if (!rules.on()
        || !method.equals("OPTIONS")
        || request.first("origin") == null
        || request.first("access-control-request-method") == null) {
      return null;
    }
    var edits = HeaderEdits.NONE;
    if (allowed(request) != null) {
      var wanted =
          rules.allowHeaders().isEmpty()
              ? request.first("access-control-request-headers")
              : String.join(", ", rules.allowHeaders());
      edits =
          edits
              .overwrite("access-control-allow-methods", METHODS)
              .overwriteIfSet("access-control-allow-headers", wanted)
              .overwrite("access-control-max-age", Long.toString(rules.maxAge().toSeconds()));
    }
    return new ChatReply(204, Headers.NONE, edits, ReplyBody.of(new byte[0]));
  }

  /** What every reply says to the browser. */
  HeaderEdits edits(Headers request, boolean preflight) {
    var edits = HeaderEdits.NONE;
    if (!rules.on()) {
      return edits;
    }
    if (!preflight) {
      for (var name : OURS) {
        edits = edits.remove(name);
      }
    }
    if (!anyone()) {
      edits = edits.append("vary", "origin");
    }
    var origin = allowed(request);
    if (origin == null) {
      return edits;
    }
    edits = edits.overwrite("access-control-allow-origin", anyone() ? "*" : origin);
    if (rules.allowCredentials()) {
      edits = edits.overwrite("access-control-allow-credentials", "true");
    }
    return preflight
        ? edits
        : edits.overwriteIfSet(
            "access-control-expose-headers", String.join(", ", rules.exposeHeaders()));
  }

  private boolean anyone() {
    return rules.allowOrigins().contains("*");
  }

  private @Nullable String allowed(Headers request) {
    var origin = request.first("origin");
    boolean listed =
        origin != null
            && (anyone() || rules.allowOrigins().stream().anyMatch(origin::equalsIgnoreCase));
    return listed ? origin : null;
  }
}
