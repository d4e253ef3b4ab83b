package io.signalbox.gateways.config;

import java.time.Duration;
import java.util.List;

/**
 * What a gateway in front of the router has to do, in no gateway's own words.
 *
 * @param router where the router is asked
 * @param mode how it is shown bodies
 * @param targets at least one
 * @param fallback the target of requests for which the router names no model; one of the targets
 * @param byHeader whether {@code x-selected-model} picks the target; else there is only one
 * @param stripped headers that no client may send, in lower case
 * @param clientIdentity those of them that say who asks
 * @param trusted whether the router believes those
 * @param bounds how much and how long
 */
record ProxyPlan(
    RouterAddress router,
    BodyMode mode,
    List<Target> targets,
    Target fallback,
    boolean byHeader,
    List<String> stripped,
    List<String> clientIdentity,
    boolean trusted,
    Bounds bounds) {
  /** The header in which the router names the model that answers. */
  static final String SELECTED_MODEL = "x-selected-model";

  /**
   * How much and how long.
   *
   * @param bufferBytes what the gateway holds of a body: above the router's own limits, so that it
   *     is the router that refuses one
   * @param decision time for the router to answer one message
   * @param reply time until the beginning of a reply
   * @param idle time between two pieces of a reply
   */
  record Bounds(long bufferBytes, Duration decision, Duration reply, Duration idle) {}

  /** The headers of which the router believes what they say of who asks. */
  List<String> believed() {
    return trusted ? clientIdentity : List.of();
  }

  boolean buffered() {
    return mode == BodyMode.BUFFERED;
  }
}
