package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.signalbox.kubernetes.resource.ProbeSpec;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP on the metrics port: the management API listens inside the pod only. */
final class Probes {
  /** Five minutes for a slow disk or a cold node. */
  private static final ProbeSpec STARTUP = new ProbeSpec(true, 0, 5, 3, 60, null);

  private static final ProbeSpec LIVENESS = new ProbeSpec(true, 0, 10, 5, 3, null);
  private static final ProbeSpec READINESS = new ProbeSpec(true, 0, 5, 3, 2, null);

  private Probes() {}

  static @Nullable Probe startup(@Nullable ProbeSpec given) {
    return probe("/ready", given, STARTUP);
  }

  static @Nullable Probe liveness(@Nullable ProbeSpec given) {
    return probe("/health", given, LIVENESS);
  }

  static @Nullable Probe readiness(@Nullable ProbeSpec given) {
    return probe("/ready", given, READINESS);
  }

  /** Null where the resource switches the probe off; the usual numbers where it names none. */
  private static @Nullable Probe probe(String path, @Nullable ProbeSpec given, ProbeSpec usual) {
    var spec = given == null ? usual : given;
    if (Boolean.FALSE.equals(spec.enabled())) {
      return null;
    }
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString("metrics"))
        .endHttpGet()
        .withInitialDelaySeconds(positive(spec.initialDelaySeconds(), usual.initialDelaySeconds()))
        .withPeriodSeconds(positive(spec.periodSeconds(), usual.periodSeconds()))
        .withTimeoutSeconds(positive(spec.timeoutSeconds(), usual.timeoutSeconds()))
        .withFailureThreshold(positive(spec.failureThreshold(), usual.failureThreshold()))
        .build();
  }

  /** Zero is left out: the API server drops it, and what it drops would look changed for ever. */
  private static @Nullable Integer positive(@Nullable Integer given, @Nullable Integer usual) {
    var value = given == null ? usual : given;
    return value == null || value == 0 ? null : value;
  }
}
