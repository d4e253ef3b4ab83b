package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import org.jspecify.annotations.Nullable;

/** Times of one probe of the container. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value =
        "!(!has(self.enabled) || self.enabled) || !has(self.periodSeconds) || "
            + "self.periodSeconds > 0",
    message = "periodSeconds must be greater than 0")
@ValidationRule(
    value =
        "!(!has(self.enabled) || self.enabled) || !has(self.timeoutSeconds) || "
            + "self.timeoutSeconds > 0",
    message = "timeoutSeconds must be greater than 0")
@ValidationRule(
    value =
        "!(!has(self.enabled) || self.enabled) || !has(self.failureThreshold) || "
            + "self.failureThreshold > 0",
    message = "failureThreshold must be greater than 0")
public record ProbeSpec(
    @JsonPropertyDescription("Whether the container has the probe.")
    @Default("true")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Seconds from the start to the first probe.")
    @Nullable Integer initialDelaySeconds,
    @JsonPropertyDescription("Seconds from one probe to the next.")
    @Nullable Integer periodSeconds,
    @JsonPropertyDescription("Seconds until a probe without an answer fails.")
    @Nullable Integer timeoutSeconds,
    @JsonPropertyDescription("Failures in a row until the kubelet acts.")
    @Nullable Integer failureThreshold,
    @JsonPropertyDescription(
          "Read for the sake of old manifests. The operator probes the metrics port.")
    @Nullable HTTPGetAction httpGet) {}
