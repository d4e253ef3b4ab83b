package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** One port of the Service. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PortSpec(
    @JsonPropertyDescription("Port of the Service.")
    @Min(1)
    @Max(65535)
    @Nullable Integer port,
    @JsonPropertyDescription("Port of the container.")
    @Min(1)
    @Max(65535)
    @Nullable Integer targetPort,
    @JsonPropertyDescription("Transport protocol.")
    @Default("TCP")
    @Nullable String protocol) {}
