package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Prices of a model, for each token. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PoolPricing(
    @JsonPropertyDescription("Currency of the prices.")
    @Nullable String currency,
    @JsonPropertyDescription("Price of one input token.")
    @Min(0)
    @Nullable Double inputTokenPrice,
    @JsonPropertyDescription("Price of one input token that the backend has cached.")
    @Min(0)
    @Nullable Double cachedInputTokenPrice,
    @JsonPropertyDescription("Price of one token written to the cache of the backend.")
    @Min(0)
    @Nullable Double cacheWriteTokenPrice,
    @JsonPropertyDescription("Price of one output token.")
    @Min(0)
    @Nullable Double outputTokenPrice) {}
