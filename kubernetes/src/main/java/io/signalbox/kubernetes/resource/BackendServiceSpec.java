package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A Service that serves a model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BackendServiceSpec(
    @JsonPropertyDescription("Name of the Service.")
    @Required
    @Size(min = 1, max = 253)
    String name,
    @JsonPropertyDescription("Namespace of the Service. Empty: that of the resource.")
    @Nullable String namespace,
    @JsonPropertyDescription("Port of the Service.")
    @Required
    @Min(1)
    @Max(65535)
    Integer port) {}
