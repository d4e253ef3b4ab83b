package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** A cache in Milvus. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusCache(
    @JsonPropertyDescription("How it is reached.")
    @Nullable MilvusConnection connection,
    @JsonPropertyDescription("Where answers are kept.")
    @Nullable MilvusCollection collection,
    @JsonPropertyDescription("How answers are searched.")
    @Nullable MilvusSearch search,
    @JsonPropertyDescription("Connections and batches.")
    @Nullable MilvusPerformance performance,
    @JsonPropertyDescription("How old answers go.")
    @Nullable MilvusDataManagement dataManagement,
    @JsonPropertyDescription("Settings for trying out.")
    @Nullable MilvusDevelopment development) {}
