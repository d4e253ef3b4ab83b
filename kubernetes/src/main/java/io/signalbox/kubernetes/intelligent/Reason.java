package io.signalbox.kubernetes.intelligent;

/** Why a resource is or is not ready, in the words of its condition. */
public enum Reason {
  /** It serves as it is. */
  READY("Ready"),
  /** What it says is wrong, or names what does not exist. */
  VALIDATION_FAILED("ValidationFailed"),
  /** It is right, but the router could not bring it into effect. */
  UPDATE_FAILED("UpdateFailed"),
  /** An older resource says something else of the same name. */
  CONFLICT("Conflict");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /** The reason as a condition writes it. */
  public String word() {
    return word;
  }
}
