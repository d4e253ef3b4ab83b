package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A HorizontalPodAutoscaler for the pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!(has(self.enabled) && self.enabled) || !has(self.minReplicas) || "
            + "!has(self.maxReplicas) || self.minReplicas <= self.maxReplicas",
    message = "minReplicas must not be above maxReplicas")
@ValidationRule(
    value =
        "!(has(self.enabled) && self.enabled) || has(self.targetCPUUtilizationPercentage) || "
            + "has(self.targetMemoryUtilizationPercentage)",
    message = "autoscaling needs targetCPUUtilizationPercentage or "
                  + "targetMemoryUtilizationPercentage")
public record AutoscalingSpec(
    @JsonPropertyDescription("Whether the number of pods follows the load.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Fewest pods.")
    @Default("1")
    @Nullable Integer minReplicas,
    @JsonPropertyDescription("Most pods.")
    @Default("10")
    @Nullable Integer maxReplicas,
    @JsonPropertyDescription("CPU use to aim at, in percent of the request.")
    @Default("80")
    @Nullable Integer targetCPUUtilizationPercentage,
    @JsonPropertyDescription("Memory use to aim at, in percent of the request.")
    @Nullable Integer targetMemoryUtilizationPercentage) {}
