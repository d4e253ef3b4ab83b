package io.signalbox.server.admin.access;

/** Whether a caller is let in. */
public sealed interface Admission {

  /** It is. */
  record Granted(Caller caller) implements Admission {}

  /**
   * It is not.
   *
   * @param role of the caller, empty when it showed no token of ours
   * @param status HTTP status
   * @param code of the error
   * @param message of the error
   */
  record Denied(String role, int status, String code, String message) implements Admission {}
}
