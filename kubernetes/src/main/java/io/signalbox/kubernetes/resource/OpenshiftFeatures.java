package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What the operator made on OpenShift. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record OpenshiftFeatures(
    @JsonPropertyDescription("Whether there is a Route.")
    @Required
    Boolean routesEnabled,
    @JsonPropertyDescription("Host name of the Route.")
    @Nullable String routeHostname) {}
