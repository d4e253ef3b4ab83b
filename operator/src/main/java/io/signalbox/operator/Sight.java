package io.signalbox.operator;

import io.signalbox.operator.apply.Refusal;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.dependent.Dependent;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.dependent.RouterConfigMap;
import io.signalbox.operator.dependent.RouterDeployment;
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
 * @param portClash whether its ports cannot be
 * @param warnings what is better said otherwise
 * @param lastKept whether the router goes on with the addresses it had, since none is left
 * @param missing what the resource names and the cluster does not have
 * @param podsStay whether the pods there are stay as they are, since new ones could not start
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
    List<Refusal> missing,
    boolean podsStay,
    @Nullable String gatewayProblem,
    boolean gatewayAttached,
    boolean foreignImage) {
  Sight {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    missing = List.copyOf(missing);
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
    if (podsStay && dependent instanceof RouterDeployment) {
      return false;
    }
    return !(lastKept && dependent instanceof RouterConfigMap);
  }
}
