package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.signalbox.kubernetes.resource.OneOf;

/** One signal that a decision asks for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DecisionCondition(
    @JsonPropertyDescription("Family of the signal.")
    @Required
    @OneOf({
        "keyword",
        "embedding",
        "domain",
        "fact_check",
        "user_feedback",
        "reask",
        "preference",
        "language",
        "context",
        "structure",
        "complexity",
        "modality",
        "authz",
        "jailbreak",
        "pii",
        "kb",
        "conversation",
        "event",
        "projection",
        "metadata",
        "classifier"
      })
    String type,
    @JsonPropertyDescription("Name of the signal.")
    @Required
    @Size(min = 1, max = 253)
    String name) {}
