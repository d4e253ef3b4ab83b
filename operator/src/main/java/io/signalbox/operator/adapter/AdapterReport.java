package io.signalbox.operator.adapter;

import java.util.List;

/**
 * What backends serve, beside what the configuration names.
 *
 * @param findings one each, in the order of the backends
 */
public record AdapterReport(List<Finding> findings) {
  public AdapterReport {
    findings = List.copyOf(findings);
  }

  /** What a finding is about. */
  public enum Kind {
    /** An adapter of the configuration that the backend does not serve. */
    MISSING_ADAPTER,
    /** The backend does not serve the model itself, so nothing is left when an adapter fails. */
    BASE_MODEL_NOT_SERVED,
    /** An adapter that is served and that no configuration names. */
    UNCONFIGURED_ADAPTER,
    /** The backend did not say what it serves. */
    UNKNOWN
  }

  /**
   * One finding.
   *
   * @param endpoint the name of the endpoint
   * @param model its model
   * @param subject the adapter, or the model when no adapter is concerned
   * @param message what is wrong and what to do
   */
  public record Finding(Kind kind, String endpoint, String model, String subject, String message) {}

  /** Whether an adapter or a model that the configuration names is not served. */
  public boolean degraded() {
    return findings.stream()
        .anyMatch(finding ->
            finding.kind() == Kind.MISSING_ADAPTER || finding.kind() == Kind.BASE_MODEL_NOT_SERVED);
  }
}
