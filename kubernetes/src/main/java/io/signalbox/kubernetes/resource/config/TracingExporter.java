package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Where traces go. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TracingExporter(
    @JsonPropertyDescription("Protocol.")
    @Default("otlp")
    @Nullable String type,
    @JsonPropertyDescription("Address of the collector.")
    @Default("'jaeger:4317'")
    @Nullable String endpoint,
    @JsonPropertyDescription("Whether the connection has no TLS.")
    @Default("true")
    @Nullable Boolean insecure) {}
