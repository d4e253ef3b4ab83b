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

/** How Milvus is reached. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusConnection(
    @JsonPropertyDescription("Host name.")
    @Nullable String host,
    @JsonPropertyDescription("Port.")
    @Default("19530")
    @Min(1)
    @Max(65535)
    @Nullable Integer port,
    @JsonPropertyDescription("Name of the database.")
    @Default("semantic_router_cache")
    @Nullable String database,
    @JsonPropertyDescription("Seconds until a call fails.")
    @Default("30")
    @Min(0)
    @Nullable Integer timeout,
    @JsonPropertyDescription("Who calls.")
    @Nullable MilvusAuth auth,
    @JsonPropertyDescription("TLS of the connection.")
    @Nullable TlsFiles tls) {}
