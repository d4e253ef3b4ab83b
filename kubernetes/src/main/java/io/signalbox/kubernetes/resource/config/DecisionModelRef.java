package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A model that a decision can choose. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DecisionModelRef(
    @JsonPropertyDescription("Name of the model.")
    @Required
    @Size(min = 1, max = 253)
    String model,
    @JsonPropertyDescription("LoRA adapter to use.")
    @Nullable String loraName,
    @JsonPropertyDescription("Whether the model shall reason.")
    @Nullable Boolean useReasoning,
    @JsonPropertyDescription("How much the model shall reason.")
    @Nullable String reasoningEffort) {}
