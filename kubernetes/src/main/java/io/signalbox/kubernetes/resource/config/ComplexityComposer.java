package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Required;
import io.signalbox.kubernetes.resource.OneOf;
import java.util.List;

/** Signals that a complexity rule needs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComplexityComposer(
    @JsonPropertyDescription("How the conditions are joined.")
    @Required
    @OneOf({"AND", "OR", "NOT"})
    String operator,
    @JsonPropertyDescription("The signals.")
    @Required
    List<ComplexityCondition> conditions) {}
