package io.signalbox.server.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.signalbox.plugin.Deed;

/** Metrics of what single plugins do to calls. */
final class DeedMeters {
  private final Counter blocked;
  private final Counter tokensCapped;
  private final Counter choicesCapped;
  private final Counter stripped;
  private final Counter tools;
  private final Counter refused;
  private final Counter redacted;
  private final Counter unchecked;

  DeedMeters(Meters meters) {
    blocked =
        meters.counter(
            "sr_request_params_blocked_total",
            "Parameters removed because the configuration blocks them.",
            "decision",
            "param");
    tokensCapped =
        meters.counter(
            "sr_request_params_max_tokens_capped_total",
            "Requests that asked for too long an answer.",
            "decision");
    choicesCapped =
        meters.counter(
            "sr_request_params_max_n_capped_total",
            "Requests that asked for too many answers.",
            "decision");
    stripped =
        meters.counter(
            "sr_request_params_unknown_field_stripped_total",
            "Fields removed because the protocol does not know them.",
            "decision",
            "field");
    tools =
        meters.counter(
            "signalbox_tools_changed_total",
            "Requests whose tools or past calls of tools were changed.",
            "decision",
            "mode");
    refused =
        meters.counter(
            "signalbox_blocked_total",
            "Requests that a decision refused, by class of reason.",
            "decision",
            "reason");
    redacted =
        meters.counter(
            "signalbox_redacted_total",
            "Values that were replaced before a model saw them, by type.",
            "decision",
            "type");
    unchecked =
        meters.counter(
            "signalbox_ratelimit_unchecked_total",
            "Calls whose rate limit could not be checked, by whether they passed.",
            "passed");
  }

  void limitUnchecked(boolean passed) {
    unchecked.labelValues(Boolean.toString(passed)).inc();
  }

  void count(String decision, Deed deed, String subject) {
    switch (deed) {
      case PARAM_BLOCKED -> blocked.labelValues(decision, subject).inc();
      case MAX_TOKENS_CAPPED -> tokensCapped.labelValues(decision).inc();
      case MAX_N_CAPPED -> choicesCapped.labelValues(decision).inc();
      case UNKNOWN_FIELD_STRIPPED -> stripped.labelValues(decision, subject).inc();
      case TOOLS_CHANGED -> tools.labelValues(decision, subject).inc();
      case BLOCKED -> refused.labelValues(decision, subject).inc();
      case REDACTED -> redacted.labelValues(decision, subject).inc();
    }
  }
}
