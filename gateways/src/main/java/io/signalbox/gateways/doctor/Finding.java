package io.signalbox.gateways.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a check found out about one thing.
 *
 * @param check the name of the check
 * @param outcome how it stands
 * @param subject what was looked at, such as {@code gateway agentgateway-system/proxy}
 * @param message what is so
 * @param cause why that keeps requests from being routed; null where all is well
 * @param fix a command, or what to change; null where all is well
 */
record Finding(
    String check,
    Outcome outcome,
    String subject,
    String message,
    @Nullable String cause,
    @Nullable String fix) {

  /** How something stands. */
  enum Outcome {
    OK,
    /** It could not be looked at. */
    SKIPPED,
    /** It works, and less well than it could. */
    WARNING,
    /** Requests are not routed as they should be. */
    PROBLEM
  }
}
