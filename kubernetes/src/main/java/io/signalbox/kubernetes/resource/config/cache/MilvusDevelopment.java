package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Settings for trying out Milvus. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusDevelopment(
    @JsonPropertyDescription("Whether the collection is dropped at the start.")
    @Default("false")
    @Nullable Boolean dropCollectionOnStartup,
    @JsonPropertyDescription("Whether the collection is made when it is missing.")
    @Default("true")
    @Nullable Boolean autoCreateCollection,
    @JsonPropertyDescription("Whether errors are told in detail.")
    @Default("true")
    @Nullable Boolean verboseErrors) {}
