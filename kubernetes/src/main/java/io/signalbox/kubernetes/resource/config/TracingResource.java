package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What traces say about their source. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TracingResource(
    @JsonPropertyDescription("Name of the service.")
    @Default("vllm-semantic-router")
    @Nullable String serviceName,
    @JsonPropertyDescription("Version of the service.")
    @Default("v0.1.0")
    @Nullable String serviceVersion,
    @JsonPropertyDescription("Name of the environment.")
    @Default("development")
    @Nullable String deploymentEnvironment) {}
