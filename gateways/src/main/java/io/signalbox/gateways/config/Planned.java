package io.signalbox.gateways.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a plan.
 *
 * @param plan null when there are errors
 * @param errors why no gateway could do what the document says
 * @param warnings what is done otherwise than the document may mean
 */
record Planned(@Nullable ProxyPlan plan, List<String> errors, List<String> warnings) {
  Optional<ProxyPlan> usable() {
    return Optional.ofNullable(plan);
  }
}
