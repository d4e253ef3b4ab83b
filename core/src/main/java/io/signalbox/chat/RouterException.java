package io.signalbox.chat;

/**
 * The one exception that crosses packages. Its message is shown to the client, so it never holds
 * prompt text, keys or tokens.
 */
public final class RouterException extends RuntimeException {
  private final Fault fault;
  private final HeaderEdits headers;
  private final int status;

  public RouterException(Fault fault, String message) {
    this(fault, message, HeaderEdits.NONE);
  }

  /**
   * @param headers what the error reply carries besides its body, for example {@code allow}
   */
  public RouterException(Fault fault, String message, HeaderEdits headers) {
    this(fault, message, headers, fault.status());
  }

  /**
   * @param status the HTTP status of the error reply in place of the fault's own, 400 to 599
   */
  public RouterException(Fault fault, String message, HeaderEdits headers, int status) {
    super(message);
    this.fault = fault;
    this.headers = headers;
    this.status = status;
  }

  public Fault fault() {
    return fault;
  }

  /** The HTTP status of the error reply. */
  public int status() {
    return status;
  }

  public HeaderEdits headers() {
    return headers;
  }

  /** The message; never null, unlike {@link #getMessage()}. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
