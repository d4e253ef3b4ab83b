package io.signalbox.chat;

/** What went wrong, in the words every door can turn into its own error form. */
public enum Fault {
  /** The body or its fields are not what the protocol asks for. */
  BAD_REQUEST(400, "invalid_request_error"),
  /** The named model is not in the catalog, or nothing was selected. */
  NO_MODEL(400, "invalid_request_error"),
  /** A backend wants a key, and neither the call nor the configuration has one. */
  UNAUTHENTICATED(401, "authentication_error"),
  /** A policy of the operator's forbids the request. */
  BLOCKED(403, "permission_error"),
  /** No such endpoint. */
  NOT_FOUND(404, "invalid_request_error"),
  /** The endpoint exists, the method does not. */
  METHOD_NOT_ALLOWED(405, "invalid_request_error"),
  /** The rest of the request did not arrive in time. */
  SLOW_REQUEST(408, "invalid_request_error"),
  /** The body is over the configured limit. */
  TOO_LARGE(413, "invalid_request_error"),
  /** Only the beginning of the body can be seen, and policy forbids to pass it so. */
  CUT(413, "invalid_request_error"),
  /** The body's content encoding is not understood. */
  UNSUPPORTED_ENCODING(415, "invalid_request_error"),
  /** More was asked for than a rule of the operator's allows in this time. */
  RATE_LIMITED(429, "rate_limit_error"),
  /** The caller went away; nobody reads the answer. */
  CANCELLED(499, "invalid_request_error"),
  /** A defect of ours. */
  INTERNAL(500, "server_error"),
  /** The backend could not be reached or broke off. */
  UPSTREAM(502, "server_error"),
  /** A queue or budget is full. */
  OVERLOADED(503, "server_error"),
  /** A deadline passed. */
  TIMEOUT(504, "server_error");

  private final int status;
  private final String type;

  Fault(int status, String type) {
    this.status = status;
    this.type = type;
  }

  /** The HTTP status code, 400 to 599. */
  public int status() {
    return status;
  }

  /** The {@code error.type} of OpenAI's error object. */
  public String type() {
    return type;
  }
}
