package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One signal that a decision asks for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteCondition(
    @JsonPropertyDescription("Family of the signal.")
    @Required
    @OneOf({
        "keyword",
        "embedding",
        "domain",
        "fact_check",
        "context",
        "structure",
        "conversation",
        "event",
        "jailbreak",
        "pii",
        "language",
        "preference",
        "kb",
        "complexity",
        "metadata",
        "modality",
        "user_feedback",
        "reask",
        "authz",
        "classifier"
      })
    String type,
    @JsonPropertyDescription("Name of the signal.")
    @Required
    @Size(min = 1, max = 100)
    String name) {}
