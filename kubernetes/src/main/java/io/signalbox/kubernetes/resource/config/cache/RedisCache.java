package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/** A cache in Redis or Valkey. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RedisCache(
    @JsonPropertyDescription("How it is reached.")
    @Nullable RedisConnection connection,
    @JsonPropertyDescription("Index of the answers.")
    @Nullable RedisIndex index,
    @JsonPropertyDescription("How answers are searched.")
    @Nullable RedisSearch search,
    @JsonPropertyDescription("Settings for trying out.")
    @Nullable RedisDevelopment development) {}
