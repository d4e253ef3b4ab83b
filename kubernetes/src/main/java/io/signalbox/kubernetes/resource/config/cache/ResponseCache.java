package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.OneOf;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** Cache of answers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ResponseCache(
    @JsonPropertyDescription("Whether answers are kept.")
    @Default("true")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Where answers are kept.")
    @Default("memory")
    @OneOf({"memory", "redis", "valkey", "milvus", "qdrant", "hybrid"})
    @Nullable String backendType,
    @JsonPropertyDescription("Likeness from which an answer is used again, 0 to 1.")
    @Default("'0.8'")
    @Pattern(Patterns.RATIO)
    @Nullable String similarityThreshold,
    @JsonPropertyDescription("Most answers in memory.")
    @Default("1000")
    @Nullable Integer maxEntries,
    @JsonPropertyDescription("Seconds that an answer is kept.")
    @Default("3600")
    @Nullable Integer ttlSeconds,
    @JsonPropertyDescription("Which answer goes when there is no room.")
    @Default("fifo")
    @OneOf({"fifo", "lru", "lfu"})
    @Nullable String evictionPolicy,
    @JsonPropertyDescription("Model that questions are compared with.")
    @Default("mmbert")
    @OneOf({"bert", "qwen3", "gemma", "mmbert"})
    @Nullable String embeddingModel,
    @JsonPropertyDescription("Index in memory.")
    @Nullable HnswSettings hnsw,
    @JsonPropertyDescription("Settings of the redis backend.")
    @Nullable RedisCache redis,
    @JsonPropertyDescription("Settings of the valkey backend.")
    @Nullable RedisCache valkey,
    @JsonPropertyDescription("Settings of the milvus backend.")
    @Nullable MilvusCache milvus,
    @JsonPropertyDescription("Settings of the qdrant backend.")
    @Nullable QdrantCache qdrant) {}
