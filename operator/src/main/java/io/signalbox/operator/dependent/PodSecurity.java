package io.signalbox.operator.dependent;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What pods may do: nothing beyond routing. What the resource says wins, field by field. OpenShift
 * assigns user ids itself and refuses others, so there is none on it.
 */
final class PodSecurity {
  private static final long USER = 1000;

  private PodSecurity() {}

  static PodSecurityContext ofPod(@Nullable PodSecurityContext given, boolean openshift) {
    var built =
        given == null ? new PodSecurityContextBuilder() : new PodSecurityContextBuilder(given);
    if (built.getRunAsNonRoot() == null) {
      built.withRunAsNonRoot(true);
    }
    if (!built.hasSeccompProfile()) {
      built.withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile();
    }
    if (!openshift && built.getRunAsUser() == null) {
      built.withRunAsUser(USER);
    }
    if (!openshift && built.getFsGroup() == null) {
      built.withFsGroup(USER);
    }
    return built.build();
  }

  static SecurityContext ofContainer(@Nullable SecurityContext given) {
    var built = given == null ? new SecurityContextBuilder() : new SecurityContextBuilder(given);
    if (built.getAllowPrivilegeEscalation() == null) {
      built.withAllowPrivilegeEscalation(false);
    }
    if (built.getReadOnlyRootFilesystem() == null) {
      built.withReadOnlyRootFilesystem(true);
    }
    if (built.getRunAsNonRoot() == null) {
      built.withRunAsNonRoot(true);
    }
    if (!built.hasCapabilities()) {
      built.withNewCapabilities().withDrop("ALL").endCapabilities();
    }
    if (!built.hasSeccompProfile()) {
      built.withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile();
    }
    return built.build();
  }
}
