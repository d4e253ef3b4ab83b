package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Which parts of a conversation are counted. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConversationSource(
    @JsonPropertyDescription("Kind of part: message, tool_definition, and others.")
    @Required
    @Size(min = 1, max = 253)
    String type,
    @JsonPropertyDescription("Role of the messages.")
    @Nullable String role) {}
