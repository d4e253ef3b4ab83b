package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** A server that makes vectors, with the API of OpenAI. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EmbeddingEndpoint(
    @JsonPropertyDescription("Address of the API.")
    @Nullable String baseUrl,
    @JsonPropertyDescription("Name of the model.")
    @Nullable String model,
    @JsonPropertyDescription("Environment variable with the key.")
    @Nullable String apiKeyEnv,
    @JsonPropertyDescription("Seconds until a call fails.")
    @Min(0)
    @Nullable Integer timeoutSeconds,
    @JsonPropertyDescription("How often a failed call is repeated.")
    @Min(0)
    @Nullable Integer maxRetries,
    @JsonPropertyDescription("Number of dimensions to ask for.")
    @Min(1)
    @Nullable Integer dimensions) {}
