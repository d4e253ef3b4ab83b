package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Classification of many texts in one call. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BatchClassification(
    @JsonPropertyDescription("Most texts in a call.")
    @Default("100")
    @Nullable Integer maxBatchSize,
    @JsonPropertyDescription("Number of texts from which they are classified side by side.")
    @Default("5")
    @Nullable Integer concurrencyThreshold,
    @JsonPropertyDescription("Most texts at a time.")
    @Default("8")
    @Nullable Integer maxConcurrency,
    @JsonPropertyDescription("Metrics of these calls.")
    @Nullable BatchMetrics metrics) {}
