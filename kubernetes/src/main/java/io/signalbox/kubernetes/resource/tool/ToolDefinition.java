package io.signalbox.kubernetes.resource.tool;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.signalbox.kubernetes.resource.OneOf;
import org.jspecify.annotations.Nullable;

/** A tool in the form of the chat completions API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ToolDefinition(
    @JsonPropertyDescription("Kind of tool.")
    @OneOf("function")
    @Nullable String type,
    @JsonPropertyDescription("The function to call.")
    @Nullable ToolFunction function) {}
