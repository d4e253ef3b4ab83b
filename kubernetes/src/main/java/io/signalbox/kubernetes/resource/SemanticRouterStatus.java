package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about a router. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SemanticRouterStatus(
    @JsonPropertyDescription(
          "Conditions: Available, Progressing, Degraded, ConfigValid, BackendsResolved.")
    @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Generation of the spec that this status is about.")
    @Nullable Long observedGeneration,
    @JsonPropertyDescription("Number of pods.")
    @Nullable Integer replicas,
    @JsonPropertyDescription("Number of pods that are ready.")
    @Nullable Integer readyReplicas,
    @JsonPropertyDescription("One word for the whole: Pending, Progressing or Running.")
    @Nullable String phase,
    @JsonPropertyDescription("standalone, or gateway-integration when attached to a Gateway.")
    @Nullable String gatewayMode,
    @JsonPropertyDescription("What was made on OpenShift.")
    @Nullable OpenshiftFeatures openshiftFeatures) {}
