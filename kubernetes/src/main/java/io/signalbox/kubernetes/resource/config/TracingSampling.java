package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** How many requests are traced. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TracingSampling(
    @JsonPropertyDescription("Kind of sampler.")
    @Default("always_on")
    @Nullable String type,
    @JsonPropertyDescription("Share of the requests, 0 to 1.")
    @Default("'1.0'")
    @Pattern(Patterns.RATIO)
    @Nullable String rate) {}
