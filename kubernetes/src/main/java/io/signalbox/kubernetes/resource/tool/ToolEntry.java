package io.signalbox.kubernetes.resource.tool;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One tool that the router can choose for a request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ToolEntry(
    @JsonPropertyDescription("The tool as the model sees it.")
    @Nullable ToolDefinition tool,
    @JsonPropertyDescription("Text that requests are compared with.")
    @Nullable String description,
    @JsonPropertyDescription("Category of the tool.")
    @Nullable String category,
    @JsonPropertyDescription("Words that describe the tool.")
    @Nullable List<String> tags) {}
