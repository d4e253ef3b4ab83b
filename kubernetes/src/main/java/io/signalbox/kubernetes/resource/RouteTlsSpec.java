package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** TLS of a Route of OpenShift. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteTlsSpec(
    @JsonPropertyDescription("Where TLS ends.")
    @Default("edge")
    @OneOf({"edge", "passthrough", "reencrypt"})
    @Nullable String termination,
    @JsonPropertyDescription("What happens to plain HTTP.")
    @Default("Redirect")
    @OneOf({"Allow", "Redirect", "None"})
    @Nullable String insecureEdgeTerminationPolicy) {}
