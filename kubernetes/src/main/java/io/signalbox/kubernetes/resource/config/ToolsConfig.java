package io.signalbox.kubernetes.resource.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.signalbox.kubernetes.resource.Patterns;
import org.jspecify.annotations.Nullable;

/** Choice of tools for a request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ToolsConfig(
    @JsonPropertyDescription("Whether tools are chosen.")
    @Default("true")
    @Nullable Boolean enabled,
    @JsonPropertyDescription("Most tools that are chosen.")
    @Default("3")
    @Nullable Integer topK,
    @JsonPropertyDescription("Lowest likeness of a tool to the request, 0 to 1.")
    @Default("'0.2'")
    @Pattern(Patterns.RATIO)
    @Nullable String similarityThreshold,
    @JsonPropertyDescription("File with the tools.")
    @Default("config/tools_db.json")
    @Nullable String toolsDbPath,
    @JsonPropertyDescription("Whether a request goes on without tools when none fits.")
    @Default("true")
    @Nullable Boolean fallbackToEmpty) {}
