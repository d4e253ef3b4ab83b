package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches events that the metadata of a request tells. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventEntry(
    @JsonPropertyDescription("Name that conditions use.") @Required @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("What the signal is for.") @Nullable String description,
    @JsonPropertyDescription("Kinds of event.") @Nullable List<String> eventTypes,
    @JsonPropertyDescription("Severities.") @Nullable List<String> severities,
    @JsonPropertyDescription("Codes of actions.") @Nullable List<String> actionCodes,
    @JsonPropertyDescription("Whether the text must speak of time.") @Nullable Boolean temporal) {}
