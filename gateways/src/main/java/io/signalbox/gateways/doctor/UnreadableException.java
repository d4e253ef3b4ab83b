package io.signalbox.gateways.doctor;

/** Something in the cluster cannot be read; the message says what, the fix what would help. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String fix;

  UnreadableException(String message, String fix) {
    super(message);
    this.fix = fix;
  }

  String fix() {
    return fix;
  }
}
