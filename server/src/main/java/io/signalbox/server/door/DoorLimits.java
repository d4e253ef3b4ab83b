package io.signalbox.server.door;

import io.signalbox.config.GlobalConfig.Limits;
import java.time.Duration;

/**
 * How long a door waits.
 *
 * @param decision from the whole request to the first byte sent upstream
 * @param requestIdle between two pieces of a request
 * @param replyIdle between two pieces of a reply
 */
public record DoorLimits(Duration decision, Duration requestIdle, Duration replyIdle) {
  public static final DoorLimits STANDARD =
      new DoorLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(20));

  /** What the configuration says. */
  public static DoorLimits of(Limits limits) {
    return new DoorLimits(
        limits.decisionTimeout(), limits.requestIdleTimeout(), limits.replyIdleTimeout());
  }
}
