package io.signalbox.kubernetes.resource.config.cache;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.signalbox.kubernetes.resource.OneOf;
import org.jspecify.annotations.Nullable;

/** How answers are searched in Milvus. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record MilvusSearch(
    @JsonPropertyDescription("Effort of a search.")
    @Nullable MilvusSearchParams params,
    @JsonPropertyDescription("Most answers that a search returns.")
    @Default("10")
    @Min(1)
    @Nullable Integer topk,
    @JsonPropertyDescription("How fresh the answers of a search are.")
    @Default("Session")
    @OneOf({"Strong", "Session", "Bounded", "Eventually"})
    @Nullable String consistencyLevel) {}
