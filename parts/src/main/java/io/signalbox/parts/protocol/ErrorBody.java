package io.signalbox.parts.protocol;

import io.signalbox.translate.ProviderError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Errors as backends tell them and as clients understand them. */
public final class ErrorBody {
  private static final int MAX_MESSAGE = 4096;

  private ErrorBody() {}

  /**
   * Reads an error reply, in OpenAI's form, Anthropic's, or one of those that servers make up.
   *
   * @param body whatever the backend sent
   */
  public static ProviderError read(int status, byte[] body) {
    var object = Json.object(body);
    return object == null ? new ProviderError(status, null, nameless(status)) : of(status, object);
  }

  private static ProviderError of(int status, JsonNode object) {
    var error = object.path("error");
    var place = error.isObject() ? error : object;
    var message = Json.string(place, "message");
    if (message == null) {
      message = error.isString() ? error.stringValue() : Json.string(object, "detail");
    }
    if (message == null || message.isBlank()) {
      message = nameless(status);
    }
    var shown = message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    return new ProviderError(status, Json.string(place, "type"), shown);
  }

  /** The error that broke off a stream; its status follows from its code or type. */
  public static ProviderError inStream(JsonNode object) {
    var error = object.path("error");
    int code = error.path("code").asInt(0);
    return of(code >= 400 && code <= 599 ? code : status(Json.string(error, "type")), object);
  }

  private static String nameless(int status) {
    return "the backend answered with status " + status;
  }

  private static int status(@Nullable String type) {
    return switch (type == null ? "" : type) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "timeout_error" -> 504;
      case "overloaded_error" -> 529;
      default -> 500;
    };
  }

  /** OpenAI's error object, for a reply or an event of a stream. */
  public static String openAi(ProviderError error) {
    var type =
        switch (error.status()) {
          case 401 -> "authentication_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          default -> error.status() < 500 ? "invalid_request_error" : "server_error";
        };
    return openAi(error.message(), type, error.status());
  }

  public static String openAi(String message, String type, int code) {
    return "{\"error\":{\"message\":%s,\"type\":\"%s\",\"code\":%d}}"
        .formatted(Json.quoted(message), type, code);
  }

  /** Anthropic's error object, for a reply or an event of a stream. */
  public static String anthropic(int status, String message) {
    var type =
        switch (status) {
          case 401 -> "authentication_error";
          case 402 -> "billing_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 413 -> "request_too_large";
          case 429 -> "rate_limit_error";
          case 504 -> "timeout_error";
          case 503, 529 -> "overloaded_error";
          default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":%s}}"
        .formatted(type, Json.quoted(message));
  }
}
