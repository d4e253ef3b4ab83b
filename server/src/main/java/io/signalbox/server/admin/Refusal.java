package io.signalbox.server.admin;

import io.signalbox.chat.RouterException;
import io.signalbox.config.tree.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An error answer of the management API, on its way to the client. */
public final class Refusal extends RuntimeException {
  private final int status;
  private final String code;
  private final transient List<Problem> problems;
  private final transient Map<String, String> headers;
  private final String requestId;

  public Refusal(int status, String code, String message) {
    this(status, code, message, List.of(), Map.of(), "");
  }

  private Refusal(
      int status,
      String code,
      String message,
      List<Problem> problems,
      Map<String, String> headers,
      String requestId) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.problems = List.copyOf(problems);
    this.headers = Map.copyOf(headers);
    this.requestId = requestId;
  }

  /** The same, with what is wrong with a document. */
  public Refusal with(List<Problem> found) {
    return new Refusal(status, code, message(), found, headers, requestId);
  }

  /** The same, with one header. */
  public Refusal with(String header, String value) {
    return new Refusal(status, code, message(), problems, Map.of(header, value), requestId);
  }

  /** The same, naming the request in its body. */
  Refusal of(String request) {
    return new Refusal(status, code, message(), problems, headers, request);
  }

  public static Refusal invalid(String message) {
    return new Refusal(400, "INVALID_INPUT", message);
  }

  public static Refusal notReady() {
    return new Refusal(503, "NOT_READY", "the router is not ready yet (see /startup-status)");
  }

  static Refusal tooLarge(int maxBytes) {
    return new Refusal(
        413,
        "REQUEST_BODY_TOO_LARGE",
        "the request body is too large (expected: at most %d bytes)".formatted(maxBytes));
  }

  static Refusal tooSlow(long seconds) {
    return new Refusal(
        408,
        "REQUEST_TIMEOUT",
        "the request body did not come in time (expected: within %d s)".formatted(seconds));
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

  public int status() {
    return status;
  }

  private String message() {
    return String.valueOf(getMessage());
  }

  /** The word for programs. */
  public String code() {
    return code;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body(Instant now) {
    return JsonMapper.shared().writeValueAsBytes(json(now));
  }

  /** The body: an {@code error}, with the problems of a document in it. */
  public ObjectNode json(Instant now) {
    var json = JsonMapper.shared().createObjectNode();
    var error =
        json.putObject("error")
            .put("code", code)
            .put("message", message())
            .put("timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
    if (!requestId.isEmpty()) {
      error.put("request_id", requestId);
    }
    if (!problems.isEmpty()) {
      error.set("problems", json(problems));
    }
    return json;
  }

  /** What is wrong with a document; secrets and long values are hidden in problems already. */
  public static ArrayNode json(List<Problem> problems) {
    var array = JsonMapper.shared().createArrayNode();
    for (var problem : problems) {
      array
          .addObject()
          .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
          .put("path", problem.path())
          .put("line", problem.line())
          .put("value", problem.value())
          .put("expectation", problem.expectation());
    }
    return array;
  }
}
