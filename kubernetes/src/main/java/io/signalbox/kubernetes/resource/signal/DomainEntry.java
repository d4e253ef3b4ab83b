package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Matches text on a subject. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DomainEntry(
    @JsonPropertyDescription("Name of the subject.") @Required @Size(min = 1, max = 100)
        String name,
    @JsonPropertyDescription("What the subject covers.") @Size(max = 500)
        @Nullable String description) {}
