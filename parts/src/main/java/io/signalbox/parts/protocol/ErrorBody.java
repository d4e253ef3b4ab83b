package io.signalbox.parts.protocol;

import io.signalbox.translate.ProviderError;

/** Errors as clients understand them. */
final class ErrorBody {
  private ErrorBody() {}

  /** OpenAI's error object. */
  static String openAi(ProviderError error) {
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

  static String openAi(String message, String type, int code) {
    return "{\"error\":{\"message\":%s,\"type\":\"%s\",\"code\":%d}}"
        .formatted(Json.quoted(message), type, code);
  }
}
