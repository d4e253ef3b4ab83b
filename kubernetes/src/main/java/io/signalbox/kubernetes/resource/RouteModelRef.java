package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A model that a decision can choose. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteModelRef(
    @JsonPropertyDescription("Name of the model in the pool.")
    @Required
    @Size(min = 1, max = 100)
    String model,
    @JsonPropertyDescription("LoRA adapter to use.")
    @Size(max = 100)
    @Nullable String loraName,
    @JsonPropertyDescription("Whether the model shall reason.")
    @Default("false")
    @Nullable Boolean useReasoning,
    @JsonPropertyDescription("Why the model shall reason.")
    @Size(max = 500)
    @Nullable String reasoningDescription,
    @JsonPropertyDescription("How much the model shall reason.")
    @OneOf({"low", "medium", "high"})
    @Nullable String reasoningEffort) {}
