package io.signalbox.server.gateway;

import io.signalbox.fleet.Backend;
import io.signalbox.fleet.Reliability.Balancing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Picks one of several backends. Round robin takes turns as smoothly as the weights allow: every
 * backend gains its weight at each pick, the richest is picked and pays the sum. Least request
 * takes the backend with the fewest open calls a weight, and turns among equals. Not safe for use
 * by several threads: {@link BackendPool} guards it.
 */
final class Balancer {
  private final Balancing policy;
  private final Map<Backend, Long> credit = new HashMap<>();

  Balancer(Balancing policy) {
    this.policy = policy;
  }

  /**
   * Picks.
   *
   * @param choice at least one backend
   * @param open how many calls a backend has open
   */
  Backend pick(List<Backend> choice, ToIntFunction<Backend> open) {
    return switch (policy) {
      case ROUND_ROBIN -> turn(choice);
      case LEAST_REQUEST -> turn(leastLoaded(choice, open));
    };
  }

  private static List<Backend> leastLoaded(List<Backend> choice, ToIntFunction<Backend> open) {
    double least = choice.stream().mapToDouble(backend -> load(backend, open)).min().orElseThrow();
    return choice.stream().filter(backend -> load(backend, open) <= least).toList();
  }

  /** The calls a weight once this one is open as well. */
  private static double load(Backend backend, ToIntFunction<Backend> open) {
    return (open.applyAsInt(backend) + 1.0) / backend.weight();
  }

  private Backend turn(List<Backend> choice) {
    long total = 0;
    for (var backend : choice) {
      total += backend.weight();
      credit.merge(backend, (long) backend.weight(), Long::sum);
    }
    var richest =
        choice.stream()
            .max(Comparator.comparingLong(backend -> credit.getOrDefault(backend, 0L)))
            .orElseThrow();
    credit.merge(richest, -total, Long::sum);
    return richest;
  }
}
