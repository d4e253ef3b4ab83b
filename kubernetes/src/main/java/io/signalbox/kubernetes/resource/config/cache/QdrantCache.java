package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** A cache in Qdrant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record QdrantCache(
    @JsonPropertyDescription("Host name.")
    @Nullable String host,
    @JsonPropertyDescription("Port of the gRPC API.")
    @Default("6334")
    @Min(1)
    @Max(65535)
    @Nullable Integer port,
    @JsonPropertyDescription("Key of the API.")
    @Nullable String apiKey,
    @JsonPropertyDescription("Whether the connection has TLS.")
    @Default("false")
    @Nullable Boolean useTls,
    @JsonPropertyDescription("Name of the collection.")
    @Default("semantic_cache")
    @Nullable String collectionName,
    @JsonPropertyDescription("Seconds until a connection fails.")
    @Default("10")
    @Nullable Integer connectTimeout) {}
