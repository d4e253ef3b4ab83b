package io.signalbox.kubernetes.resource.signal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** What is measured in the form of a text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StructureFeature(
    @JsonPropertyDescription("How it is measured: exists, count, density, sequence.")
    @Required
    @Size(min = 1, max = 253)
    String type,
    @JsonPropertyDescription("What is looked for.")
    @Required
    StructureSource source) {}
