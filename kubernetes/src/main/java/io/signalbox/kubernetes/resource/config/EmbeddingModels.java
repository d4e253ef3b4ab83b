package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Models that turn text into vectors. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EmbeddingModels(
    @JsonPropertyDescription("Path of the Qwen3 model.")
    @Nullable String qwen3ModelPath,
    @JsonPropertyDescription("Path of the Gemma model.")
    @Nullable String gemmaModelPath,
    @JsonPropertyDescription("Path of the mmBERT model.")
    @Nullable String mmbertModelPath,
    @JsonPropertyDescription("Whether models run on the CPU.")
    @Default("true")
    @Nullable Boolean useCpu,
    @JsonPropertyDescription("How vectors are made and compared.")
    @Nullable EmbeddingConfig embeddingConfig,
    @JsonPropertyDescription("A server that makes vectors.")
    @Nullable EmbeddingEndpoint endpoint) {}
