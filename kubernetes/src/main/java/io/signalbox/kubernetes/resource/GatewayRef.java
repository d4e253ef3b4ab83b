package io.signalbox.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Name of a Gateway. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GatewayRef(
    @JsonPropertyDescription("Name of the Gateway.")
    @Required
    @Size(min = 1, max = 253)
    String name,
    @JsonPropertyDescription("Namespace of the Gateway.")
    @Required
    @Size(min = 1, max = 253)
    String namespace) {}
