package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done with requests that have some signals. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ConfigDecision(
    @JsonPropertyDescription("Name of the decision.")
    @Required
    @Size(min = 1, max = 253)
    String name,
    @JsonPropertyDescription("What the decision is for.")
    @Nullable String description,
    @JsonPropertyDescription("The highest one that matches wins.")
    @Nullable Integer priority,
    @JsonPropertyDescription("When the decision matches.")
    @Required
    DecisionRules rules,
    @JsonProperty("modelRefs")
    @JsonPropertyDescription("Models to choose from.")
    @Nullable List<DecisionModelRef> modelRefs,
    @JsonPropertyDescription("Names of endpoints to prefer.")
    @Nullable List<String> preferredEndpoints,
    @JsonPropertyDescription("What else happens to the request and its answer.")
    @PreserveUnknownFields
    @Nullable List<Map<String, @Nullable Object>> plugins,
    @JsonPropertyDescription("How one of several models is chosen.")
    @PreserveUnknownFields
    @Nullable Map<String, @Nullable Object> algorithm) {}
