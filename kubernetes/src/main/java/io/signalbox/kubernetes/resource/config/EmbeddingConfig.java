package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.OneOf;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** How vectors are made and compared. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record EmbeddingConfig(
    @JsonPropertyDescription("What runs the model.")
    @OneOf({"candle", "openvino", "openai_compatible"})
    @Nullable String backend,
    @JsonPropertyDescription("Model to use.")
    @OneOf({"qwen3", "gemma", "mmbert", "remote"})
    @Nullable String modelType,
    @JsonPropertyDescription("Whether vectors of examples are made at the start.")
    @Default("true")
    @Nullable Boolean preloadEmbeddings,
    @JsonPropertyDescription("Number of dimensions of a vector.")
    @Min(1)
    @Nullable Integer targetDimension,
    @JsonPropertyDescription("Layer of the model whose output is used.")
    @OneOf({"3", "6", "11", "22"})
    @Nullable Integer targetLayer,
    @JsonPropertyDescription("Whether the nearest example counts when none is above its threshold.")
    @Default("true")
    @Nullable Boolean enableSoftMatching,
    @JsonPropertyDescription("Lowest likeness that counts, 0 to 1.")
    @Default("'0.5'")
    @Pattern(Patterns.RATIO)
    @Nullable String minScoreThreshold) {}
