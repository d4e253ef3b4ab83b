package io.signalbox.operator.apply;

/** An object cannot be brought to what it should be, and trying again does not help. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
