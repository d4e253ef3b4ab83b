package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One signal that a complexity rule needs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComplexityCondition(
    @JsonPropertyDescription("Family of the signal.")
    @Required
    @Size(min = 1, max = 253)
    String type,
    @JsonPropertyDescription("Name of the signal.")
    @Required
    @Size(min = 1, max = 253)
    String name) {}
