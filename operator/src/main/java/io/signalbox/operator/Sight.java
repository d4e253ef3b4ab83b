package io.signalbox.operator;

import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.dependent.Dependent;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.dependent.RouterConfigMap;
import io.signalbox.operator.dependent.RouterIngress;
import io.signalbox.operator.dependent.RouterService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a resource came to, before anything is written.
 *
 * @param plan what the router is to be
 * @param resolution where its endpoints are
 * @param problems why its configuration is not used; empty when it is
 * @param portClash whether two of its ports are one
 * @param warnings what is better said otherwise
 * @param lastKept whether the router goes on with the addresses it had, since none is left
 * @param gatewayProblem what is wrong with its Gateway, or null
 * @param gatewayAttached whether a Gateway is named and there
 * @param foreignImage whether the image is that of another router
 */
record Sight(
    Plan plan,
    Resolution resolution,
    List<String> problems,
    boolean portClash,
    List<String> warnings,
    boolean lastKept,
    @Nullable String gatewayProblem,
    boolean gatewayAttached,
    boolean foreignImage) {
  Sight {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Whether an object may be written: a router whose new configuration is refused goes on as it is,
   * and one whose servers are all gone keeps the last addresses, since they may be back any moment.
   */
  boolean allows(Dependent dependent) {
    if (!problems.isEmpty() && dependent.carriesConfiguration()) {
      return false;
    }
    if (portClash && (dependent instanceof RouterService || dependent instanceof RouterIngress)) {
      return false;
    }
    return !(lastKept && dependent instanceof RouterConfigMap);
  }
}
