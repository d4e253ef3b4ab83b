package io.signalbox.chat;

/**
 * The one exception that crosses packages. Its message is shown to the client, so it never holds
 * prompt text, keys or tokens.
 */
public final class RouterException extends RuntimeException {
  private final Fault fault;
  private final HeaderEdits headers;

  public RouterException(Fault fault, String message) {
    this(fault, message, HeaderEdits.NONE);
  }

  /**
   * @param headers what the error reply carries besides its body, for example {@code allow}
   */
  public RouterException(Fault fault, String message, HeaderEdits headers) {
    super(message);
    this.fault = fault;
    this.headers = headers;
  }

  public Fault fault() {
    return fault;
  }

  public HeaderEdits headers() {
    return headers;
  }

  /** The message; never null, unlike {@link #getMessage()}. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
