package io.signalbox.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the gateway does about backends of a model that fail; a proxy has settings of its own. */
public record ReliabilityConfig(
    @Doc("How one of several backends is picked.") @Default("round_robin") LbPolicy lbPolicy,
    @Doc("How often a call is tried again; 1 when absent, and then only on another backend.")
        @Range(min = 0, max = 5)
        @Nullable Integer retryCount,
    @Doc("What is tried again: Envoy's words, or status codes, parted by commas.")
        @Nullable String retryOn,
    @Doc("Time one try may take until the head of the reply; the listener's timeout when absent.")
        @Range(min = 0.001)
        @Nullable Duration perTryTimeout,
    @Doc("Failures in a row that eject a backend; 0 for never.")
        @Key("consecutive_5xx")
        @Default("5")
        @Range(min = 0)
        int consecutiveFailures,
    @Doc("Time a backend is ejected for, once more with every ejection soon after.")
        @Default("30s")
        @Range(min = 0.001)
        Duration baseEjectionTime,
    @Doc("Share of a model's backends that may be ejected at once; one always may, unless it is 0.")
        @Default("100")
        @Range(min = 0, max = 100)
        int maxEjectionPercent,
    @Doc("Path that is asked for to see whether a backend works; none is when absent.")
        @Nullable String healthCheckPath,
    @Doc("Time between two such questions.") @Default("10s") @Range(min = 0.001)
        Duration healthCheckInterval,
    @Doc("Time an answer may take.") @Default("2s") @Range(min = 0.001)
        Duration healthCheckTimeout) {

  /** How one of several backends is picked. */
  public enum LbPolicy {
    ROUND_ROBIN,
    LEAST_REQUEST
  }
}
