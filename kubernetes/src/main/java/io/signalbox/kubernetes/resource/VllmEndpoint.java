package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model backend that the router can send requests to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VllmEndpoint(
    @JsonPropertyDescription("Name of the endpoint.")
    @Required
    @Size(min = 1, max = 253)
    String name,
    @JsonPropertyDescription("Model that it serves.")
    @Required
    @Size(min = 1, max = 253)
    String model,
    @JsonPropertyDescription("Family that says how reasoning is switched on.")
    @Nullable String reasoningFamily,
    @JsonPropertyDescription("LoRA adapters loaded on the model.")
    @Size(max = 50)
    @UniqueBy("name")
    @Nullable List<LoraSpec> loras,
    @JsonPropertyDescription("Where the model runs.")
    @Required
    BackendSpec backend,
    @JsonPropertyDescription("Share of the traffic against other endpoints of the model.")
    @Default("1")
    @Nullable Integer weight) {}
