package io.signalbox.engine;

import io.signalbox.config.ReliabilityConfig;
import io.signalbox.config.RetryWord;
import io.signalbox.fleet.Reliability;
import io.signalbox.fleet.Reliability.Retry;
import io.signalbox.fleet.Reliability.Trouble;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what the gateway does about failing backends of a checked configuration. */
final class ReliabilityBuilder {
  private ReliabilityBuilder() {}

  static Reliability build(ReliabilityConfig config) {
    var balancing =
        switch (config.lbPolicy()) {
          case ROUND_ROBIN -> Reliability.Balancing.ROUND_ROBIN;
          case LEAST_REQUEST -> Reliability.Balancing.LEAST_REQUEST;
        };
    var ejection =
        new Reliability.Ejection(
            config.consecutiveFailures(), config.baseEjectionTime(), config.maxEjectionPercent());
    return new Reliability(balancing, retry(config), ejection, healthCheck(config));
  }

  private static Reliability.@Nullable HealthCheck healthCheck(ReliabilityConfig config) {
    return config.healthCheckPath() == null
        ? null
        : new Reliability.HealthCheck(
            config.healthCheckPath(), config.healthCheckInterval(), config.healthCheckTimeout());
  }

  private static Retry retry(ReliabilityConfig config) {
    var standard = Reliability.STANDARD.retry();
    var count = config.retryCount();
    Set<Trouble> troubles = standard.troubles();
    Set<Integer> statuses = standard.statuses();
    if (config.retryOn() != null) {
      troubles = EnumSet.noneOf(Trouble.class);
      statuses = new HashSet<>();
      for (var word : RetryWord.split(config.retryOn())) {
        add(word, troubles, statuses);
      }
    } else if (config.perTryTimeout() != null) {
      troubles = EnumSet.allOf(Trouble.class);
    }
    return new Retry(
        count == null ? standard.count() : count,
        troubles,
        statuses,
        count != null,
        config.perTryTimeout());
  }

  private static void add(String text, Set<Trouble> troubles, Set<Integer> statuses) {
    if (RetryWord.isStatus(text)) {
      statuses.add(Integer.valueOf(text));
    }
    for (var word : RetryWord.values()) {
      if (word.is(text)) {
        switch (word) {
          case CONNECT_FAILURE, REFUSED_STREAM -> troubles.add(Trouble.CONNECT);
          case RESET -> {
            troubles.add(Trouble.CONNECT);
            troubles.add(Trouble.RESET);
            troubles.add(Trouble.TIMEOUT);
          }
          case SERVER_ERROR -> {
            troubles.addAll(EnumSet.allOf(Trouble.class));
            statuses.addAll(Retry.serverErrors());
          }
          case GATEWAY_ERROR -> {
            troubles.addAll(EnumSet.allOf(Trouble.class));
            statuses.addAll(Retry.GATEWAY_ERRORS);
          }
          case RETRIABLE_4XX -> statuses.add(409);
        }
      }
    }
  }
}
