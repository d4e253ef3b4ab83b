package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.signalbox.kubernetes.resource.OneOf;
import org.jspecify.annotations.Nullable;

/** Index of the answers in Redis or Valkey. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RedisIndex(
    @JsonPropertyDescription("Name of the index.")
    @Default("semantic_cache_idx")
    @Nullable String name,
    @JsonPropertyDescription("Prefix of the keys.")
    @Default("'doc:'")
    @Nullable String prefix,
    @JsonPropertyDescription("The field with the vector.")
    @Nullable RedisVectorField vectorField,
    @JsonPropertyDescription("Kind of index.")
    @Default("HNSW")
    @OneOf({"HNSW", "FLAT"})
    @Nullable String indexType,
    @JsonPropertyDescription("Shape of an HNSW index.")
    @Nullable GraphParams params) {}
