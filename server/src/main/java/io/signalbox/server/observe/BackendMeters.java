package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.signalbox.plugin.Routed;

/** Counts what the gateway does about backends that fail. */
final class BackendMeters {
  private final Counter retries;
  private final Counter fallbacks;
  private final Counter ejections;

  BackendMeters(Meters meters) {
    retries =
        meters.counter(
            "signalbox_backend_retries_total",
            "Calls tried again with the same model.",
            "model",
            "reason");
    fallbacks =
        meters.counter(
            "signalbox_model_fallbacks_total",
            "Calls given to another model because none of the first one's backends answered.",
            "from_model",
            "to_model",
            "reason");
    ejections =
        meters.counter(
            "signalbox_backend_ejections_total",
            "Times a backend was left alone because it failed.",
            "model",
            "backend");
  }

  void retried(Routed routed, String why) {
    retries.labelValues(routed.model().name(), why).inc();
  }

  void fellBack(Routed from, Routed to, String why) {
    fallbacks.labelValues(from.model().name(), to.model().name(), why).inc();
  }

  void ejected(String model, String backend) {
    ejections.labelValues(model, backend).inc();
  }
}
