package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Expiry of answers. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusExpiry(
    @JsonPropertyDescription("Whether answers expire.")
    @Default("false")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Field with the time of an answer.")
    @Default("created_at")
    @Nullable String timestampField,
    @JsonPropertyDescription("Seconds between clean-ups.")
    @Default("3600")
    @Min(0)
    @Nullable Integer cleanupInterval) {}
