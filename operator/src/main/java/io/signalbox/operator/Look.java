package io.signalbox.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.signalbox.kubernetes.resource.GatewayRef;
import io.signalbox.kubernetes.resource.SemanticRouter;
import io.signalbox.operator.backend.BackendResolver;
import io.signalbox.operator.backend.Resolution;
import io.signalbox.operator.config.ArgumentCheck;
import io.signalbox.operator.config.RouterDocument;
import io.signalbox.operator.dependent.Kind;
import io.signalbox.operator.dependent.Plan;
import io.signalbox.operator.dependent.RouterAutoscaler;
import io.signalbox.operator.dependent.RouterConfigMap;
import io.signalbox.operator.dependent.RouterImage;
import io.signalbox.operator.gateway.GatewayAttachment;
import io.signalbox.operator.platform.Platform;
import io.signalbox.operator.watch.GatewayClasses;
import io.signalbox.operator.watch.Watches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a resource and at what it refers to, and decides what its router is to be. */
final class Look {
  private record Gateway(
      List<GenericKubernetesResource> attachments,
      List<String> warnings,
      @Nullable String problem,
      boolean attached) {
    private static final Gateway NONE = new Gateway(List.of(), List.of(), null, false);
  }

  private final Watches watches;
  private final GatewayClasses classes;
  private final Needs needs;
  private final Optional<String> routerImage;

  Look(Watches watches, ReconcilerParts parts) {
    this.watches = watches;
    classes = parts.gatewayClasses();
    needs = new Needs(watches, parts.presence());
    routerImage = parts.settings().routerImage();
  }

  /** What a resource comes to, on a cluster of that sort. Nothing is written. */
  Sight at(SemanticRouter router, Platform platform) {
    var spec = router.getSpec();
    var resolution = BackendResolver.resolve(router, watches);
    var document = RouterDocument.build(router, resolution);
    var image = RouterImage.of(spec.image(), routerImage);
    var gateway = gateway(router, platform, resolution);
    var plan =
        new Plan(
            router,
            platform.openshift(),
            document,
            image.name(),
            resolution.backends().size(),
            gateway.attachments());
    var clashes = plan.ports().problems();
    var problems = new ArrayList<>(clashes);
    problems.addAll(RouterAutoscaler.problems(spec.autoscaling()));
    problems.addAll(arguments(plan, image));
    problems.addAll(document.problems());
    var missing = new ArrayList<>(needs.ofPods(plan));
    boolean podsStay = !missing.isEmpty() && runs(plan);
    missing.addAll(needs.ofClaim(plan));
    return new Sight(
        plan,
        resolution,
        problems,
        !clashes.isEmpty(),
        Remarks.of(plan, image, gateway.warnings(), needs.doubts(plan)),
        nothingLeft(plan, resolution),
        missing,
        podsStay,
        gateway.problem(),
        gateway.attached(),
        image.foreign());
  }

  private static List<String> arguments(Plan plan, RouterImage image) {
    var given = plan.spec().args();
    if (given == null || image.foreign()) {
      return List.of();
    }
    var ports = plan.ports();
    return ArgumentCheck.problems(
        given, Map.of("port", ports.grpc().target(), "metrics-port", ports.metrics().target()));
  }

  private boolean runs(Plan plan) {
    return watches.find(Kind.of(Deployment.class), plan.namespace(), plan.name()).isPresent();
  }

  /** Whether endpoints had addresses when last written, and none has one now. */
  private boolean nothingLeft(Plan plan, Resolution resolution) {
    return resolution.backends().isEmpty()
        && !resolution.problems().isEmpty()
        && watches
            .find(Kind.of(ConfigMap.class), plan.namespace(), plan.configName())
            .filter(RouterConfigMap::hasAddresses)
            .isPresent();
  }

  private Gateway gateway(SemanticRouter router, Platform platform, Resolution resolution) {
    var block = router.getSpec().gateway();
    var reference = block == null ? null : block.existingRef();
    if (reference == null || reference.name() == null || reference.name().isEmpty()) {
      return Gateway.NONE;
    }
    if (!platform.gatewayApi()) {
      return missing(
          "spec.gateway.existingRef: the cluster serves no Gateway API (gateway.networking.k8s.io);"
              + " install its CRDs and a gateway.");
    }
    return gateway(router, reference, platform, resolution);
  }

  private Gateway gateway(
      SemanticRouter router, GatewayRef reference, Platform platform, Resolution resolution) {
    var given = reference.namespace();
    var namespace = given == null || given.isEmpty() ? router.getMetadata().getNamespace() : given;
    var gateway = watches.gateway(namespace, reference.name());
    if (gateway.isEmpty()) {
      return missing(
          "spec.gateway.existingRef: there is no Gateway %s in namespace %s; create it, or correct the name."
              .formatted(reference.name(), namespace));
    }
    var kind = classes.of(gateway.get());
    var attachments = GatewayAttachment.of(router, platform, kind, resolution);
    var warnings = GatewayAttachment.warnings(router, platform, kind, resolution);
    var problem = attachments.isEmpty() ? String.join(" ", warnings) : null;
    return new Gateway(attachments, warnings, problem, true);
  }

  private static Gateway missing(String problem) {
    return new Gateway(List.of(), List.of(), problem, false);
  }
}
