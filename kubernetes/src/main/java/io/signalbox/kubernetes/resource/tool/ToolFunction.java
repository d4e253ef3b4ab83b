package io.signalbox.kubernetes.resource.tool;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The function of a tool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ToolFunction(
    @JsonPropertyDescription("Name of the function.")
    @Nullable String name,
    @JsonPropertyDescription("What the function does.")
    @Nullable String description,
    @JsonPropertyDescription("Arguments of the function, as a JSON schema.")
    @Nullable ToolParameters parameters) {}
