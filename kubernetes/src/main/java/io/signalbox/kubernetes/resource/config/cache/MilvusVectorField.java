package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.signalbox.kubernetes.resource.OneOf;
import org.jspecify.annotations.Nullable;

/** The field with the vector. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusVectorField(
    @JsonPropertyDescription("Name of the field.")
    @Default("embedding")
    @Nullable String name,
    @JsonPropertyDescription("Number of dimensions.")
    @Min(1)
    @Nullable Integer dimension,
    @JsonPropertyDescription("Measure of likeness.")
    @Default("IP")
    @OneOf({"IP", "L2", "COSINE"})
    @Nullable String metricType) {}
