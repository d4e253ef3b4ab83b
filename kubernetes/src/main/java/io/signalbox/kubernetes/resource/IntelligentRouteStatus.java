package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the router says about a route. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IntelligentRouteStatus(
    @JsonPropertyDescription("Conditions: Ready.")
    @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Generation of the spec that this status is about.")
    @Nullable Long observedGeneration,
    @JsonPropertyDescription("How much of what is in use.")
    @Nullable RouteStatistics statistics) {}
