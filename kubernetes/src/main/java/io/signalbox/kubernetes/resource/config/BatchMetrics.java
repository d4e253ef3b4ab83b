package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.Patterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metrics of batch classification. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BatchMetrics(
    @JsonPropertyDescription("Whether there are such metrics.")
    @Default("true")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Read for the sake of old manifests, and not used.")
    @Default("true")
    @Nullable Boolean detailedGoroutineTracking,
    @JsonPropertyDescription("Whether times are taken in nanoseconds.")
    @Default("false")
    @Nullable Boolean highResolutionTiming,
    @JsonPropertyDescription("Share of the calls that is measured, 0 to 1.")
    @Default("'1.0'")
    @Pattern(Patterns.RATIO)
    @Nullable String sampleRate,
    @JsonPropertyDescription("Bounds of the buckets of times, in seconds.")
    @Nullable List<String> durationBuckets,
    @JsonPropertyDescription("Bounds of the buckets of sizes.")
    @Nullable List<Integer> sizeBuckets) {}
