package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signals, and the decisions that are taken on them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record IntelligentRouteSpec(
    @JsonPropertyDescription("Facts about a request that decisions ask for.")
    @Nullable RouteSignals signals,
    @JsonPropertyDescription("What is done with which request.")
    @Required
    @Size(min = 1, max = 100)
    @UniqueBy("name")
    List<RouteDecision> decisions) {}
