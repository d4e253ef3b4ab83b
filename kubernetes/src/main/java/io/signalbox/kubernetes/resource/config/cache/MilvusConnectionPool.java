package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Connections to Milvus. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusConnectionPool(
    @JsonPropertyDescription("Most connections.")
    @Default("10")
    @Min(1)
    @Nullable Integer maxConnections,
    @JsonPropertyDescription("Most connections that wait.")
    @Default("5")
    @Min(0)
    @Nullable Integer maxIdleConnections,
    @JsonPropertyDescription("Seconds to wait for a connection.")
    @Default("30")
    @Min(0)
    @Nullable Integer acquireTimeout) {}
