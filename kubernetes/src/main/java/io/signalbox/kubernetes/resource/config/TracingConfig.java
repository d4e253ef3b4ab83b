package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Traces of requests. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TracingConfig(
    @JsonPropertyDescription("Whether traces are sent.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("What makes the traces.")
    @Default("opentelemetry")
    @Nullable String provider,
    @JsonPropertyDescription("Where they go.")
    @Nullable TracingExporter exporter,
    @JsonPropertyDescription("How many there are.")
    @Nullable TracingSampling sampling,
    @JsonPropertyDescription("What they say about their source.")
    @Nullable TracingResource resource) {}
