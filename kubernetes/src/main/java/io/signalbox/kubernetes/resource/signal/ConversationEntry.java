package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Matches counts over the messages of a request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConversationEntry(
    @JsonPropertyDescription("Name that conditions use.") @Required @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("What the signal is for.") @Nullable String description,
    @JsonPropertyDescription("What is counted.") @Required ConversationFeature feature,
    @JsonPropertyDescription("Values that match. Absent: there must be one at least.")
        @Nullable Predicate predicate) {}
