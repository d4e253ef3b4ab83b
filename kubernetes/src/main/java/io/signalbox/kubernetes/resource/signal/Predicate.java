package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Bounds of a number; all that are given must hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Predicate(
    @JsonPropertyDescription("Above this.")
    @Nullable Double gt,
    @JsonPropertyDescription("At least this.")
    @Nullable Double gte,
    @JsonPropertyDescription("Below this.")
    @Nullable Double lt,
    @JsonPropertyDescription("At most this.")
    @Nullable Double lte) {}
