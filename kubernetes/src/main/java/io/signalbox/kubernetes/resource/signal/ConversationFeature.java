package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What is counted over the messages. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConversationFeature(
    @JsonPropertyDescription("How it is counted: count, exists.")
    @Required
    @Size(min = 1, max = 253)
    String type,
    @JsonPropertyDescription("What is counted.")
    @Required
    ConversationSource source) {}
