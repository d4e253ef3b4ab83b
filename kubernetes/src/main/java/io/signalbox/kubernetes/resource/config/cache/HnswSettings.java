package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Index of the answers in memory. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HnswSettings(
    @JsonPropertyDescription("Whether there is an index.")
    @Default("false")
    @Nullable Boolean useHnsw,
    @JsonProperty("hnsw_m")
    @JsonPropertyDescription("Neighbours of a node.")
    @Default("16")
    @Min(2)
    @Nullable Integer hnswM,
    @JsonPropertyDescription("Candidates while the index is built.")
    @Default("200")
    @Min(1)
    @Nullable Integer hnswEfConstruction,
    @JsonPropertyDescription("Most answers in the index.")
    @Default("1000")
    @Min(0)
    @Nullable Integer maxMemoryEntries) {}
