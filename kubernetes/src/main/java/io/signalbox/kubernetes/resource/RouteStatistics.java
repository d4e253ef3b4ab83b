package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How much a route holds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RouteStatistics(
    @JsonPropertyDescription("Number of decisions.")
    @Required
    Integer decisions,
    @JsonPropertyDescription("Number of domain signals.")
    @Required
    Integer domains,
    @JsonPropertyDescription("Number of embedding signals.")
    @Required
    Integer embeddings,
    @JsonPropertyDescription("Number of keyword signals.")
    @Required
    Integer keywords) {}
