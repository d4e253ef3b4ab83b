package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Where answers are kept in Milvus. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusCollection(
    @JsonPropertyDescription("Name of the collection.")
    @Default("semantic_cache")
    @Nullable String name,
    @JsonPropertyDescription("Description of the collection.")
    @Default("'Answers kept by the router'")
    @Nullable String description,
    @JsonPropertyDescription("The field with the vector.")
    @Nullable MilvusVectorField vectorField,
    @JsonPropertyDescription("Index of the vectors.")
    @Nullable MilvusIndex index) {}
