package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model of a pool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PoolModel(
    @JsonPropertyDescription("Name of the model.")
    @Required
    @Size(min = 1, max = 100)
    String name,
    @JsonPropertyDescription("Family that says how reasoning is switched on.")
    @Size(max = 50)
    @Nullable String reasoningFamily,
    @JsonPropertyDescription("What tokens of the model cost.")
    @Nullable PoolPricing pricing,
    @JsonPropertyDescription("LoRA adapters loaded on the model.")
    @Size(max = 50)
    @UniqueBy("name")
    @Nullable List<LoraSpec> loras) {}
