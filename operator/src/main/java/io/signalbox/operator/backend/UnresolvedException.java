package io.signalbox.operator.backend;

/** Why an endpoint has no address; it is caught where endpoints are gone through. */
final class UnresolvedException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;
  private final String message;

  UnresolvedException(String reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.message = message;
  }

  String reason() {
    return reason;
  }

  String message() {
    return message;
  }
}
