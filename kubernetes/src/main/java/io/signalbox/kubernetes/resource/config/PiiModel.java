package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** The classifier of personal data. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PiiModel(
    @JsonPropertyDescription("The model.")
    @Nullable String modelId,
    @JsonPropertyDescription("Whether the model is a ModernBERT.")
    @Nullable Boolean useModernbert,
    @JsonProperty("use_mmbert_32k")
    @JsonPropertyDescription("Whether the model is an mmBERT of 32k tokens.")
    @Nullable Boolean useMmbert32k,
    @JsonPropertyDescription("Lowest confidence that counts, 0 to 1.")
    @Pattern(Patterns.RATIO)
    @Nullable String threshold,
    @JsonPropertyDescription("Whether the model runs on the CPU.")
    @Nullable Boolean useCpu,
    @JsonPropertyDescription("File with the labels of the model.")
    @Nullable String piiMappingPath) {}
