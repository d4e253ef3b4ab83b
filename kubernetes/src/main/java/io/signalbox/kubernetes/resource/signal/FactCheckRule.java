package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Matches requests whose answer should be checked against facts. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FactCheckRule(
    @JsonPropertyDescription("Name that conditions use.")
    @Required
    @Size(min = 1, max = 253)
    String name,
    @JsonPropertyDescription("What the rule is for.")
    @Nullable String description) {}
