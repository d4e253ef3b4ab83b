package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Shape of an HNSW index. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GraphParams(
    @JsonProperty("M")
    @JsonPropertyDescription("Neighbours of a node.")
    @Default("16")
    @Min(2)
    @Nullable Integer m,
    @JsonPropertyDescription("Candidates while the index is built.")
    @Default("64")
    @Min(1)
    @Nullable Integer efConstruction) {}
