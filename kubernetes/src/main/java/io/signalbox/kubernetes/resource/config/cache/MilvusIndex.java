package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.signalbox.kubernetes.resource.OneOf;
import org.jspecify.annotations.Nullable;

/** Index of the vectors. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusIndex(
    @JsonPropertyDescription("Kind of index.")
    @Default("HNSW")
    @OneOf({"HNSW", "IVF_FLAT", "IVF_SQ8", "IVF_PQ"})
    @Nullable String type,
    @JsonPropertyDescription("Shape of an HNSW index.")
    @Nullable GraphParams params) {}
