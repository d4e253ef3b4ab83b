package io.signalbox.fleet;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway does about backends of a model that fail.
 *
 * @param balancing how one of several backends is picked
 * @param retry when a call is tried again
 * @param ejection when a backend is left alone for a while
 * @param healthCheck how backends are asked whether they work, or null for not at all
 */
public record Reliability(
    Balancing balancing, Retry retry, Ejection ejection, @Nullable HealthCheck healthCheck) {
  /** What holds where the configuration says nothing. */
  public static final Reliability STANDARD =
      new Reliability(
          Balancing.ROUND_ROBIN,
          Retry.STANDARD,
          new Ejection(5, Duration.ofSeconds(30), 100),
          null);

  /** How one of several backends is picked; both heed weights. */
  public enum Balancing {
    ROUND_ROBIN,
    LEAST_REQUEST
  }

  /** How a try ends without the head of a reply. */
  public enum Trouble {
    /** No connection; nothing was sent. */
    CONNECT,
    /** The connection broke off. */
    RESET,
    /** The head did not come in the time of a try. */
    TIMEOUT
  }

  /**
   * When a call is tried again, as long as its client has seen nothing of a reply.
   *
   * @param count further tries
   * @param troubles what is tried again
   * @param statuses replies that are tried again
   * @param same whether a backend may be asked twice when there is no other
   * @param perTry time until the head of the reply, or null for what the call has left
   */
  public record Retry(
      int count,
      Set<Trouble> troubles,
      Set<Integer> statuses,
      boolean same,
      @Nullable Duration perTry) {
    /** 502, 503 and 504. */
    public static final Set<Integer> GATEWAY_ERRORS = Set.of(502, 503, 504);

    static final Retry STANDARD =
        new Retry(1, Set.of(Trouble.CONNECT, Trouble.RESET), GATEWAY_ERRORS, false, null);

    public Retry {
      troubles = Set.copyOf(troubles);
      statuses = Set.copyOf(statuses);
    }

    /** Every status of a server's error. */
    public static Set<Integer> serverErrors() {
      return IntStream.range(500, 600).boxed().collect(Collectors.toSet());
    }
  }

  /**
   * When a backend is left alone for a while.
   *
   * @param failures in a row that eject it; 0 for never
   * @param base how long the first time
   * @param maxPercent share of a model's backends that may be ejected at once
   */
  public record Ejection(int failures, Duration base, int maxPercent) {}

  /**
   * How a backend is asked whether it works.
   *
   * @param path from the root of the server
   */
  public record HealthCheck(String path, Duration interval, Duration timeout) {}
}
