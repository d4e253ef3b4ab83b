package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The metrics port of the Service, which can be left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricsPortSpec(
    @JsonPropertyDescription("Whether the Service shows the port.")
    @Default("true")
    @Nullable Boolean enabled,
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
