package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** How hard requests are told from easy ones. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ComplexityRule(
    @JsonPropertyDescription("Name that conditions use.")
    @Required
    @Size(min = 1, max = 253)
    String name,
    @JsonPropertyDescription("What the rule is for.")
    @Nullable String description,
    @JsonPropertyDescription("Difference from which a request is hard or easy, 0 to 1.")
    @Pattern(Patterns.RATIO)
    @Nullable String threshold,
    @JsonPropertyDescription("Examples of hard requests.")
    @Required
    ComplexityExamples hard,
    @JsonPropertyDescription("Examples of easy requests.")
    @Required
    ComplexityExamples easy,
    @JsonPropertyDescription("Other signals that must be there too.")
    @Nullable ComplexityComposer composer) {}
