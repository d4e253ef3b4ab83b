package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plugin of a decision. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoutePlugin(
    @JsonPropertyDescription("Kind of plugin.")
    @Required
    @OneOf({
        "context_compression",
        "fast_response",
        "hallucination",
        "header_mutation",
        "image_gen",
        "memory",
        "rag",
        "request_params",
        "response_jailbreak",
        "router_replay",
        "response_cache",
        "response-cache",
        "semantic_cache",
        "semantic-cache",
        "system_prompt",
        "tools",
        "tool_selection"
      })
    String type,
    @JsonPropertyDescription("Settings of the plugin.")
    @PreserveUnknownFields
    @Nullable Map<String, @Nullable Object> configuration) {}
