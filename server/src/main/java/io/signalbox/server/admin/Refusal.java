package io.signalbox.server.admin;

import io.signalbox.chat.RouterException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;

/** An error answer of the management API, on its way to the client. */
final class Refusal extends RuntimeException {
  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static Refusal invalid(String message) {
    return new Refusal(400, "INVALID_INPUT", message);
  }

  static Refusal notReady() {
    return new Refusal(503, "NOT_READY", "the router is not ready yet (see /startup-status)");
  }

  static Refusal tooLarge(int maxBytes) {
    return new Refusal(
        413,
        "REQUEST_BODY_TOO_LARGE",
        "the request body is too large (expected: at most %d bytes)".formatted(maxBytes));
  }

  static Refusal internal() {
    return new Refusal(500, "INTERNAL_ERROR", "internal error");
  }

  /** What the path refused, in the words of this API. */
  static Refusal of(RouterException refused) {
    return switch (refused.fault()) {
      case BAD_REQUEST, NO_MODEL -> invalid(refused.message());
      case OVERLOADED, TIMEOUT -> new Refusal(503, "CLASSIFIER_UNAVAILABLE", refused.message());
      default -> new Refusal(500, "CLASSIFICATION_ERROR", refused.message());
    };
  }

  int status() {
    return status;
  }

  byte[] body(Instant now) {
    var json = JsonMapper.shared().createObjectNode();
    json.putObject("error")
        .put("code", code)
        .put("message", getMessage())
        .put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
    return JsonMapper.shared().writeValueAsBytes(json);
  }
}
