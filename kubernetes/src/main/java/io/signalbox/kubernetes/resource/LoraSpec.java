package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A LoRA adapter of a model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoraSpec(
    @JsonPropertyDescription("Name of the adapter, as the backend serves it.")
    @Required
    @Size(min = 1, max = 100)
    String name,
    @JsonPropertyDescription("What the adapter is good at.")
    @Size(max = 500)
    @Nullable String description) {}
