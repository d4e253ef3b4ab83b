package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.signalbox.kubernetes.resource.config.RouterConfigSpec;
import io.signalbox.kubernetes.resource.tool.ToolEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a router shall be: image, size, backends and configuration. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SemanticRouterSpec(
    @JsonPropertyDescription("The container image.") @Nullable ImageSpec image,
    @JsonPropertyDescription("Number of pods. Ignored while autoscaling is on.")
        @Default("1")
        @Min(0)
        @Nullable Integer replicas,
    @JsonPropertyDescription("Secrets for pulling the image.")
        @Nullable List<LocalObjectReference> imagePullSecrets,
    @JsonPropertyDescription("The service account of the pods.")
        @Nullable ServiceAccountSpec serviceAccount,
    @JsonPropertyDescription("The Service in front of the pods.") @Nullable ServiceSpec service,
    @JsonPropertyDescription("CPU and memory of the container.")
        @Nullable ResourceRequirements resources,
    @JsonPropertyDescription("A volume for the pods.") @Nullable PersistenceSpec persistence,
    @JsonPropertyDescription("The configuration of the router.") @Nullable RouterConfigSpec config,
    @JsonPropertyDescription("Tools that the router can choose for a request.")
        @Nullable List<ToolEntry> toolsDb,
    @JsonPropertyDescription("Model backends.") @Size(max = 1000)
        @Nullable List<VllmEndpoint> vllmEndpoints,
    @JsonPropertyDescription("A HorizontalPodAutoscaler.") @Nullable AutoscalingSpec autoscaling,
    @JsonPropertyDescription("The startup probe.") @Nullable ProbeSpec startupProbe,
    @JsonPropertyDescription("The liveness probe.") @Nullable ProbeSpec livenessProbe,
    @JsonPropertyDescription("The readiness probe.") @Nullable ProbeSpec readinessProbe,
    @JsonPropertyDescription("Security context of the container. It wins over the built-in one.")
        @Nullable SecurityContext securityContext,
    @JsonPropertyDescription("Security context of the pod. It wins over the built-in one.")
        @Nullable PodSecurityContext podSecurityContext,
    @JsonPropertyDescription("Annotations of the pods.")
        @Nullable Map<String, String> podAnnotations,
    @JsonPropertyDescription("Labels that a node must have.")
        @Nullable Map<String, String> nodeSelector,
    @JsonPropertyDescription("Taints that the pods accept.") @Nullable List<Toleration> tolerations,
    @JsonPropertyDescription("Where the pods may and should run.") @Nullable Affinity affinity,
    @JsonPropertyDescription("Environment variables of the container.") @Nullable List<EnvVar> env,
    @JsonPropertyDescription("More arguments of the router.") @Nullable List<String> args,
    @JsonPropertyDescription("The gateway that the router is attached to.")
        @Nullable GatewaySpec gateway,
    @JsonPropertyDescription("What only OpenShift has.") @Nullable OpenshiftSpec openshift,
    @JsonPropertyDescription("An Ingress to the management API.") @Nullable IngressSpec ingress) {
  /** Asks for nothing. */
  public static final SemanticRouterSpec EMPTY =
      new SemanticRouterSpec(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null, null, null);
}
