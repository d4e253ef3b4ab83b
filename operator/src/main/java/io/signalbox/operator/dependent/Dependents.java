package io.signalbox.operator.dependent;

import java.util.List;

/** All that a router owns, in the order in which it is written. */
public final class Dependents {
  /** What pods need comes before the Deployment. */
  public static final List<Dependent> ALL =
      List.of(
          new RouterAccount(),
          new RouterRole(),
          new RouterRoleBinding(),
          new RouterConfigMap(),
          new RouterVolumeClaim(),
          new RouterDeployment(),
          new RouterService(),
          new RouterAutoscaler(),
          new RouterDisruptionBudget(),
          new RouterIngress(),
          new OpenshiftRoute(),
          new GatewayObjects());

  private Dependents() {}
}
