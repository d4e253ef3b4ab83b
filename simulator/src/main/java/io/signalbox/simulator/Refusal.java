package io.signalbox.simulator;

/** A request turned down, with the status and the words of the answer that says so. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  private Refusal(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static Refusal badRequest(String message) {
    return new Refusal(400, "BadRequestError", message);
  }

  /** What vLLM says when an adapter cannot be loaded or unloaded as asked. */
  static Refusal invalidUserInput(String message) {
    return new Refusal(400, "InvalidUserInput", message);
  }

  static Refusal notFound(String message) {
    return new Refusal(404, "NotFoundError", message);
  }

  static Refusal methodNotAllowed() {
    return new Refusal(405, "MethodNotAllowedError", "Method Not Allowed");
  }

  static Refusal tooLarge(int maxBytes) {
    return new Refusal(
        413, "RequestEntityTooLargeError", "request body: over " + maxBytes + " bytes");
  }

  /** A request that is no valid HTTP. */
  static Refusal unreadable(int status, String message) {
    return new Refusal(status, "BadRequestError", message);
  }

  static Refusal internal() {
    return new Refusal(500, "InternalServerError", "Internal server error");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
