package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** A Route of OpenShift. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoutesSpec(
    @JsonPropertyDescription("Whether a Route is made.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Host name of the Route. Empty: OpenShift picks one.")
    @Nullable String hostname,
    @JsonPropertyDescription("TLS of the Route.")
    @Nullable RouteTlsSpec tls) {}
