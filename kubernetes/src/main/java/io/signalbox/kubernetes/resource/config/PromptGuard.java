package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.OneOf;
import io.signalbox.kubernetes.resource.Patterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Detection of jailbreak attempts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PromptGuard(
    @JsonPropertyDescription("Whether requests are checked.")
    @Default("true")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Kind of model.")
    @OneOf({"candle", "mmbert32k"})
    @Nullable String variant,
    @JsonPropertyDescription("How a model behind HTTP is called.")
    @OneOf({"http_chat", "http_classify"})
    @Nullable String protocol,
    @JsonPropertyDescription("The model.")
    @Default("models/mmbert32k-jailbreak-detector-merged")
    @Nullable String modelId,
    @JsonPropertyDescription("Confidence from which a request counts as an attempt, 0 to 1.")
    @Default("'0.7'")
    @Pattern(Patterns.RATIO)
    @Nullable String threshold,
    @JsonPropertyDescription("Whether the model runs on the CPU.")
    @Default("true")
    @Nullable Boolean useCpu,
    @JsonPropertyDescription("File with the labels of the model.")
    @Nullable String jailbreakMappingPath,
    @JsonPropertyDescription("Labels that mean an attempt.")
    @Nullable List<String> positiveLabels,
    @JsonPropertyDescription("What happens when the model fails.")
    @OneOf({"allow", "block"})
    @Nullable String onError) {}
