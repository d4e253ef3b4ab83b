package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** When a decision matches. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteRule(
    @JsonPropertyDescription("AND: all conditions. OR: at least one. NOT: none of them.")
    @Required
    @OneOf({"AND", "OR", "NOT"})
    String operator,
    @JsonPropertyDescription("Signals that are asked for.")
    @Required
    @Size(min = 1, max = 50)
    List<RouteCondition> conditions) {}
